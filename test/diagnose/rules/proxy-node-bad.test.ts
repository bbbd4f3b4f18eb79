import { describe, expect, test } from "vitest";
import type { ObservedCheck } from "../../../src/diagnose/evidence.ts";
import type { PhaseRecord, ProxyNode } from "../../../src/probe/observation.ts";
import {
  actors,
  dns,
  findings,
  http,
  one,
  open,
  PROXY,
  refused,
  row,
  seen,
  summary,
  tcp,
  tls,
} from "../observations.ts";

const good = (address: string): ProxyNode => ({ address, works: true, phase: null, failure: null, status: 200, ms: 9 });
const bad = (address: string, more: Partial<ProxyNode> = {}): ProxyNode => ({
  address,
  works: false,
  phase: "tunnel",
  failure: { code: "refused-by-proxy", cause: "403 Forbidden" },
  status: 403,
  ms: 9,
  ...more,
});

/** A row that met the node at `address`, and how it went there; with a survey where `nodes` are given. */
function met(id: string, address: string, steps: PhaseRecord[], nodes?: ProxyNode[]): ObservedCheck {
  const reached = tcp();
  const by = { ...reached, facts: { ...reached.facts, address } };
  const observed = seen(row(id), dns("proxy.corp.test"), by, ...steps);
  if (!nodes) return observed;
  const survey = { proxy: PROXY, target: "name.example.test:443", nodes };
  return { ...observed, observation: { ...observed.observation, followUp: { nodes: survey } } };
}
const through = [open(), tls(), http()];
const [A, B] = ["192.0.2.1", "192.0.2.2"];

describe("a warning", () => {
  test("on the row that asked every node", () => {
    const result = findings([met("a", A, through, [good(A), bad(B)]), met("b", A, through)]);
    expect(summary(result)).toEqual(["proxy-node-bad warning: a"]);
    expect(actors(result[0]!)).toEqual(["proxy-admin", "operator"]);
    expect(result[0]?.remedies[1]?.do).toContain(`${A}:3128`);
  });

  test.each([
    ["all are good", [good(A), good(B)]],
    [
      "IPv6 has no route here",
      [good(A), bad("2001:db8::1", { phase: "tcp", failure: { code: "unreachable", cause: "" }, ms: 1 })],
    ],
  ])("not where %s", (_, nodes) => {
    expect(findings([met("a", A, through, nodes)])).toEqual([]);
  });
});

describe("an error", () => {
  const denied = [refused("denied")];

  test("of the rows that failed by the bad node, where another one opened the same tunnel", () => {
    const result = findings([met("a", A, denied, [bad(A), good(B)]), met("b", A, denied), met("c", B, through)]);
    expect(summary(result)).toEqual(["proxy-node-bad error: a b"]);
    expect(result[0]?.why).toContain("failed by it");
  });

  test("not where the node opened another tunnel: then it is the target that it denies", () => {
    const result = findings([met("a", A, denied, [bad(A), good(B)]), met("b", A, through)]);
    expect(summary(result)).toEqual(["proxy-denied error: a"]);
  });

  test("not where every node denies", () => {
    expect(summary(findings([met("a", A, denied, [bad(A), bad(B)])]))).toEqual(["proxy-denied error: a"]);
  });

  test("not of what failed behind the tunnel", () => {
    const behind = [open(), { ...tls(), ok: false, failure: { code: "reset" as const, cause: "reset" } }];
    const result = findings([met("a", A, denied, [bad(A), good(B)]), met("b", B, behind)]);
    expect(one(result, "proxy-node-bad").affects).toEqual(["a"]);
    expect(one(result, "tunnel-reset").affects).toEqual(["b"]);
  });
});
