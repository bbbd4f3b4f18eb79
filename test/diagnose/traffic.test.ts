// Who is to blame for traffic that did not get through: the way, the target, or nobody can tell.

import { describe, expect, test } from "vitest";
import { diagnose } from "../../src/diagnose/diagnose.ts";
import type { Ending, PhaseRecord, TrafficExchange } from "../../src/probe/observation.ts";
import type { TrafficKind } from "../../src/whitelist/domain.ts";
import {
  certificate,
  evidence,
  findings,
  open,
  reply,
  row,
  seen,
  snippets,
  summary,
  tcp,
  tls,
  wellTold,
  works,
} from "./observations.ts";

const INSPECTED = tls({
  anchor: { kind: "extra", subject: "CN=Gateway" },
  publiclyMarked: false,
  chain: [certificate()],
});
const OWN = tls({ anchor: { kind: "public", subject: "CN=Public" }, publiclyMarked: true });

function sent(kind: TrafficKind, more: Partial<TrafficExchange>): PhaseRecord {
  const facts: TrafficExchange = {
    protocol: "traffic",
    kind,
    request: `GET / (${kind})`,
    sentBytes: 0,
    receivedBytes: 0,
    reply: null,
    ended: null,
    ...more,
  };
  return { phase: "exchange", ms: 5, ok: true, facts };
}

function check(kind: TrafficKind, host: string, more: Partial<TrafficExchange>, handshake: PhaseRecord = OWN) {
  const traffic = { kind, after: "a", bytes: 0, connections: 1 };
  const planned = row(`traffic:${kind}@${host}`, { host, need: "optional", traffic });
  return seen(planned, tcp(), open(), handshake, sent(kind, more));
}

const end = (code: "reset" | "closed" | "timed-out", farewell = false, afterMs = 9): Ending => {
  return { failure: { code, cause: `cause of ${code}` }, farewell, afterMs };
};
const SQUID = reply(403, "Forbidden", [["x-squid-error", "ERR_ACCESS_DENIED 0"]]);

const KINDS = [
  ["post", "request-body-blocked"],
  ["upload", "upload-cut"],
  ["websocket", "websocket-blocked"],
  ["long-header", "long-head-blocked"],
] as const;

describe.each(KINDS)("%s", (kind, code) => {
  const told = (more: Partial<TrafficExchange>, handshake?: PhaseRecord) => {
    const result = findings([works("a"), check(kind, "a.test", more, handshake)]);
    for (const finding of result) wellTold(finding);
    return summary(result).filter((line) => line.startsWith(code));
  };
  const id = `traffic:${kind}@a.test`;

  test.each(["reset", "closed", "timed-out"] as const)("no answer, %s: a warning", (how) => {
    expect(told({ ended: end(how) })).toEqual([`${code} warning: ${id}`]);
  });

  test("the target took its leave by TLS: nothing", () => {
    expect(told({ ended: end("closed", true) })).toEqual([]);
  });

  test("whoever inspects may have taken it in its place: a warning", () => {
    expect(told({ ended: end("closed", true) }, INSPECTED)).toEqual([`${code} warning: ${id}`]);
  });

  test("the filter's own refusal: an error", () => {
    expect(told({ reply: SQUID }, INSPECTED)).toEqual([`${code} error: ${id}`]);
  });

  test("the same words inside the target's own TLS are the target's: nothing", () => {
    expect(told({ reply: SQUID })).toEqual([]);
  });

  test.each([400, 401, 403, 404, 405, 426, 500])("%i without a sign is an answer", (status) => {
    expect(told({ reply: reply(status) }, INSPECTED)).toEqual([]);
  });
});

test("a body that is stopped for being one is no second fault in an upload", () => {
  const both = [check("post", "a.test", { ended: end("reset") }), check("upload", "b.test", { ended: end("reset") })];
  expect(summary(findings([works("a"), ...both]))).toEqual([
    "request-body-blocked warning: traffic:post@a.test traffic:upload@b.test",
  ]);
});

describe("idle", () => {
  const cut = (host: string, ms: number) => check("idle", host, { heldOpenMs: ms, ended: end("closed", false, ms) });
  const held = (host: string, ms: number) => check("idle", host, { heldOpenMs: ms });
  const told = (...checks: ReturnType<typeof check>[]) => summary(findings([works("a"), ...checks]));

  test("targets of two owners cut after alike times: a warning", () => {
    expect(told(cut("one.test", 30_000), cut("two.example", 31_000))).toEqual([
      "idle-stream-cut warning: traffic:idle@one.test traffic:idle@two.example",
    ]);
  });

  test("one alone, two of one owner, or quite different times: a notice", () => {
    expect(told(cut("one.test", 30_000))).toEqual(["idle-stream-cut notice: traffic:idle@one.test"]);
    expect(told(cut("a.one.test", 30_000), cut("b.one.test", 30_000))[0]).toMatch(/^idle-stream-cut notice/);
    expect(told(cut("one.test", 5000), cut("two.example", 60_000))[0]).toMatch(/^idle-stream-cut notice/);
  });

  test("another that was held for longer by the same way: the target itself", () => {
    expect(told(cut("one.test", 30_000), held("two.example", 75_000))).toEqual([]);
  });
});

describe("tunnels", () => {
  const count = (how: "refused" | "closed", again: boolean, status: number | null = null) => {
    const stopped = { how, status, failure: { code: "closed" as const, cause: "closed" } };
    return check("tunnels", "a.test", { tunnels: { wanted: 20, opened: 8, stopped, openedAfterwards: again } });
  };

  test("names the number, and Squid's line for it", () => {
    const [finding] = findings([works("a"), count("closed", true)]);
    expect(finding?.title).toContain("8 tunnels at a time");
    expect(snippets(finding!)).toContain("client_ip_max_connections");
  });

  test("an answer speaks of a rule: the lines let CARTO through above it", () => {
    const [finding] = findings([works("a"), count("refused", true, 403)]);
    expect(snippets(finding!)).toContain("http_access allow");
  });

  test("those lines are for every target that has tunnels by this proxy: the limit is on the client", () => {
    const [finding] = findings([works("a"), works("b"), count("refused", true, 403)]);
    for (const host of ["a.example.test", "b.example.test", "a.test"]) {
      expect(snippets(finding!)).toContain(`dstdomain ${host}\n`);
    }
  });

  test("a proxy that opens none afterwards either has no limit of this kind", () => {
    expect(findings([works("a"), count("closed", false)])).toEqual([]);
  });
});

test("an idle connection is not slow", () => {
  const idle = check("idle", "a.test", { heldOpenMs: 75_000 });
  idle.observation.phases.at(-1)!.ms = 75_100;
  expect(diagnose(evidence([works("a"), idle]))).toEqual([]);
});
