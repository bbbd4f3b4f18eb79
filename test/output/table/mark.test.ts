import { describe, expect, test } from "vitest";
import { phaseMark, possiblePhases } from "../../../src/output/table/mark.ts";
import type { Check } from "../../../src/plan/check.ts";
import { type Observation, PHASES } from "../../../src/probe/observation.ts";
import {
  check,
  cut,
  denied,
  directRoute,
  passed,
  proxyRoute,
  refused,
  reportOf,
  skipped,
} from "../../report/samples.ts";

const https = "https://proxy.corp.example:3129";

describe("the phases that belong to a check", () => {
  test.each<[string, Partial<Check>, string]>([
    ["https by proxy", {}, "dns tcp tunnel tls exchange"],
    ["https by an HTTPS proxy", { route: { ...proxyRoute, proxy: https } }, "dns tcp proxy-tls tunnel tls exchange"],
    ["https, direct", { route: directRoute }, "dns tcp tls exchange"],
    ["plain http by proxy", { protocol: "http", route: { ...proxyRoute, form: "absolute" } }, "dns tcp exchange"],
    ["a proxy by address", { route: { ...proxyRoute, proxy: "http://10.0.0.5:3128" } }, "tcp tunnel tls exchange"],
    ["a proxy by IPv6 address", { route: { ...proxyRoute, proxy: "http://[::1]:3128" } }, "tcp tunnel tls exchange"],
    ["tcp to an address", { protocol: "tcp", host: "2001:db8::1", route: directRoute }, "tcp"],
    ["a wildcard's own row", { kind: "policy", wildcard: "*.x.test" }, "dns tcp tunnel"],
    [
      "a way that must be closed",
      { kind: "policy", route: { kind: "direct", reason: "strict-egress", entry: null } },
      "dns tcp tls",
    ],
    ["a client", { kind: "client", protocol: "postgres", route: directRoute }, "dns tcp exchange login"],
  ])("%s", (_, more, phases) => expect(possiblePhases(check("a", more)).join(" ")).toBe(phases));
});

describe("marks, phase by phase", () => {
  test.each<[string, Observation, string[]]>([
    ["passed", passed, ["ok", "ok", "", "ok", "ok", "ok", ""]],
    ["denied", denied, ["ok", "ok", "", "FAIL", "-", "-", ""]],
    ["refused", refused, ["ok", "FAIL", "", "-", "-", "-", ""]],
    ["cut", cut, ["ok", "ok", "", "?", "-", "-", ""]],
    ["cut before the first", { ...cut, phases: [] }, ["?", "-", "", "-", "-", "-", ""]],
    ["skipped", skipped, ["-", "-", "", "-", "-", "-", ""]],
  ])("%s", (_, observation, marks) => {
    const [reported] = reportOf({ checks: [check("a")], observations: [observation] }).checks;
    expect(PHASES.map((phase) => phaseMark(reported!, phase).text)).toEqual(marks);
  });
});

test("a way that is closed is marked where it ends, and one that leaks where it leaks", () => {
  const route = { kind: "direct", reason: "strict-egress", entry: null } as const;
  const strict = check("strict:a", { kind: "policy", route });
  const shut: Observation = { ...passed, phases: passed.phases.slice(0, 2) };
  const leak = { code: "reached", cause: "the host itself" } as const;
  const leaking: Observation = {
    ...passed,
    phases: [...shut.phases, { ...passed.phases.find(({ phase }) => phase === "tls")!, ok: false, failure: leak }],
  };
  const marks = [shut, leaking].map((observation) => {
    const [reported] = reportOf({ checks: [strict], observations: [observation] }).checks;
    return PHASES.map((phase) => phaseMark(reported!, phase).text).join(" ");
  });
  expect(marks).toEqual(["ok shut     ", "ok ok   FAIL  "]);
});
