// Which questions are asked, and how often; what they bring is told by test/causes/.

import { describe, expect, test } from "vitest";
import type { Check } from "../../src/plan/check.ts";
import { type FollowUpOptions, FollowUps } from "../../src/probe/follow-up.ts";
import type { Observation, PhaseRecord } from "../../src/probe/observation.ts";
import { database, failed, open, refused, reply, row, seen, tcp } from "../diagnose/observations.ts";
import { settings } from "../support/checks.ts";

const OPENED: Observation = { outcome: "done", reason: null, phases: [tcp(), open()], durationMs: 5 };
const CUT: Observation = { outcome: "unknown", reason: "deadline", phases: [], durationMs: 5 };

function asking(answer: Observation, more: Partial<FollowUpOptions> = {}) {
  const asked: Check[] = [];
  const measure = async (check: Check) => {
    asked.push(check);
    return answer;
  };
  const signal = new AbortController().signal;
  const followUps = new FollowUps({
    plan: { checks: [] },
    settings: behindProxy(),
    control: false,
    signal,
    measure,
    ...more,
  });
  const ask = (check: Check, ...phases: PhaseRecord[]) => followUps.ask(check, seen(check, ...phases).observation);
  return { asked, ask };
}

function behindProxy() {
  const credentials = { proxy: "http://proxy.corp.test:3128", credentials: null as never };
  return settings({ credentials });
}

describe("port 443 of a host whose other port the proxy denies", () => {
  const odd = row("odd", { port: 8443 });

  test("is asked for once a host", async () => {
    const { asked, ask } = asking(OPENED);
    const one = await ask(odd, tcp(), refused("denied"));
    await ask({ ...odd, id: "other", port: 9443 }, tcp(), refused("denied"));
    expect(asked.map(({ host, port, protocol }) => [host, port, protocol])).toEqual([[odd.host, 443, "tcp"]]);
    expect(one.followUp?.port443).toMatchObject({ target: "odd.example.test:443", opened: true, failure: null });
  });

  test("is not asked for where the plan has it, where it is 443 itself, or where the proxy has another reason", async () => {
    const planned = asking(OPENED, { plan: { checks: [row("odd")] } });
    await planned.ask(odd, tcp(), refused("denied"));
    const { asked, ask } = asking(OPENED);
    await ask(row("usual"), tcp(), refused("denied"));
    await ask(odd, tcp(), refused("auth-required", 407));
    await ask(odd, tcp(), refused("dns-failure", 503));
    expect([...planned.asked, ...asked]).toEqual([]);
  });

  test("is asked for where the plan leaves it out", async () => {
    const { asked, ask } = asking(OPENED, { plan: { checks: [row("odd", { skip: "left out by --only" })] } });
    await ask(odd, tcp(), refused("denied"));
    expect(asked.length).toBe(1);
  });
});

describe("a warehouse by the proxy", () => {
  const blocked = failed(tcp("db.example.test", 5432), "timed-out");

  test("once for each server, though several checks failed on it", async () => {
    const { asked, ask } = asking(OPENED);
    const both = await Promise.all([ask(database(), blocked), ask({ ...database(), id: "again" }, blocked)]);
    expect(asked.map(({ route }) => route)).toEqual([
      { kind: "proxy", proxy: "http://proxy.corp.test:3128", reason: "https_proxy", form: "tunnel" },
    ]);
    expect(both.map(({ followUp }) => followUp?.byProxy?.opened)).toEqual([true, true]);
  });

  test("not where NO_PROXY sends it direct, not for a whitelist row, and not without a proxy", async () => {
    const { asked, ask } = asking(OPENED);
    await ask(database("postgres", { route: { kind: "direct", reason: "no_proxy", entry: "db" } }), blocked);
    await ask(row("a", { route: { kind: "direct", reason: "no-proxy-configured", entry: null } }), blocked);
    const without = asking(OPENED, { settings: settings() });
    await without.ask(database(), blocked);
    expect([...asked, ...without.asked]).toEqual([]);
  });
});

describe("a proxy that says 429", () => {
  const limited = (seconds: string) => {
    const step = refused("rate-limited", 429);
    if (step.phase === "tunnel") step.facts.reply = reply(429, "Too Many Requests", [["retry-after", seconds]]);
    return step;
  };

  test("is tried once more: the phases are the second try's, the first reply is kept", async () => {
    const { asked, ask } = asking({ ...OPENED, durationMs: 7 });
    const result = await ask(row("a"), tcp(), limited("0"));
    expect(asked).toEqual([row("a")]);
    expect(result.phases).toEqual(OPENED.phases);
    expect(result.followUp?.rateLimited).toMatchObject({ waitedMs: 0, reply: { status: 429 } });
  });

  test("second tries go one after the other", async () => {
    let [now, most] = [0, 0];
    const measure = async () => {
      most = Math.max(most, ++now);
      await new Promise(setImmediate);
      now--;
      return OPENED;
    };
    const { ask } = asking(OPENED, { measure });
    const results = await Promise.all(["a", "b", "c"].map((id) => ask(row(id), tcp(), limited("0"))));
    expect([most, results.filter(({ followUp }) => followUp?.rateLimited).length]).toEqual([1, 3]);
  });

  test("the end of the run leaves the first answer as it was", async () => {
    const ended = AbortSignal.abort("interrupted");
    const { asked, ask } = asking(OPENED, { signal: ended });
    const during = await ask(row("a"), tcp(), limited("5"));
    expect([asked.length, during.followUp, during.outcome]).toEqual([0, undefined, "done"]);
    const cut = asking(CUT);
    const after = await cut.ask(row("a"), tcp(), limited("0"));
    expect([after.outcome, after.followUp]).toEqual(["done", undefined]);
  });
});

describe("--control", () => {
  test("repeats a proxied check that failed direct, and no other", async () => {
    const { asked, ask } = asking(OPENED, { control: true });
    const result = await ask(row("a"), tcp(), refused("denied"));
    expect(asked.map(({ route }) => route.kind)).toEqual(["direct"]);
    expect(result.followUp?.control).toEqual({ works: true, phase: null, failure: null, ms: 5 });
    await ask(row("b"), tcp(), open());
    await ask(row("c", { route: { kind: "direct", reason: "no_proxy", entry: "c" } }), failed(tcp(), "refused"));
    expect(asked.length).toBe(1);
  });

  test("what could not be measured is not told", async () => {
    const { ask } = asking(CUT, { control: true });
    expect((await ask(row("a"), tcp(), refused("denied"))).followUp).toBeUndefined();
  });
});

test("a check of a real client, and one that is not done, asks nothing", async () => {
  const { asked, ask } = asking(OPENED, { control: true });
  await ask(row("a", { kind: "client", client: "postgres" }), tcp(), refused("denied"));
  expect(asked).toEqual([]);
});
