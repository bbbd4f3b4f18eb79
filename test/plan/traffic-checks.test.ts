// Which traffic is planned: only where a row asks for it, only when it is asked for, and never as something required.

import { expect, test } from "vitest";
import { makePlan } from "../../src/plan/plan.ts";
import { IDLE_SECONDS, MOST_TUNNELS, type TrafficOptions, UPLOAD_BYTES } from "../../src/plan/traffic-checks.ts";
import { loadWhitelist } from "../../src/whitelist/load.ts";
import { domain, settingsOf } from "./builders.ts";

const BEHIND = { HTTP_PROXY: "http://proxy:3128", HTTPS_PROXY: "http://proxy:3128" };
const THOROUGH: TrafficOptions = { thorough: true, idle: null };

function planned(domains: ReturnType<typeof domain>[], traffic?: TrafficOptions, variables = BEHIND) {
  const options = { features: [], clients: [], only: [], skip: [], ...(traffic && { traffic }) };
  return makePlan(settingsOf(variables), domains, options).checks.filter((check) => check.traffic);
}

test("nothing by default, an idle connection with --idle, everything with --thorough", () => {
  const rows = [domain("api", { traffic: ["post", "idle"] }), domain("quiet")];
  const ids = (options?: TrafficOptions) => planned(rows, options).map(({ id }) => id);
  expect(ids()).toEqual([]);
  expect(ids({ thorough: false, idle: null })).toEqual([]);
  expect(ids({ thorough: false, idle: 5 })).toEqual(["traffic:idle@api.example.test"]);
  expect(ids(THOROUGH)).toEqual(["traffic:post@api.example.test", "traffic:idle@api.example.test"]);
});

test("a check is an optional path check of the row's own way, and says what it sends", () => {
  const [upload] = planned(
    [domain("bucket", { traffic: ["upload"], expect: { status: [200], header: {}, body: "" } })],
    THOROUGH,
  );
  expect(upload).toMatchObject({
    kind: "path",
    need: "optional",
    host: "bucket.example.test",
    expect: null,
    route: { kind: "proxy", proxy: "http://proxy:3128" },
    traffic: { kind: "upload", after: "bucket", bytes: UPLOAD_BYTES, connections: 1 },
  });
  expect(upload?.purpose).toContain("imports");
});

test("the idle time is that of --idle, else that of --thorough", () => {
  const times = (options: TrafficOptions) => planned([domain("a", { traffic: ["idle"] })], options)[0]?.traffic?.idleMs;
  expect(times({ thorough: true, idle: 2.5 })).toBe(2500);
  expect(times(THOROUGH)).toBe(IDLE_SECONDS * 1000);
});

test("tunnels are counted once for each proxy, and not where there is none", () => {
  const rows = [domain("a", { traffic: ["tunnels"] }), domain("b", { traffic: ["tunnels"] })];
  expect(planned(rows, THOROUGH).map(({ id }) => id)).toEqual(["traffic:tunnels@a.example.test"]);
  expect(planned(rows, THOROUGH, {} as typeof BEHIND)).toEqual([]);
});

test("a wildcard's samples carry what its row asks for", () => {
  const row = domain("s3", { host: "*.example.test", samples: ["one.example.test"], traffic: ["post"] });
  expect(planned([row], THOROUGH).map(({ traffic }) => traffic?.after)).toEqual(["s3@one.example.test"]);
});

test.each(["vm", "kots", "helm"] as const)(
  "the shipped whitelist asks for every kind that CARTO is known to need: %s",
  (kind) => {
    const settings = { ...settingsOf(BEHIND), deployment: { kind, from: "test" } };
    const options = { features: [], clients: [], only: [], skip: [], traffic: THOROUGH };
    const checks = makePlan(settings, loadWhitelist(null).domains, options).checks.filter((check) => check.traffic);
    const kinds = checks.map((check) => check.traffic!.kind);
    // No service is known to need WebSockets.
    expect([...new Set(kinds)].toSorted()).toEqual(["idle", "long-header", "post", "tunnels", "upload"]);
    // Two owners, so that one that ends idle connections itself can be told from the way.
    expect(kinds.filter((each) => each === "idle")).toHaveLength(2);
    const connections = checks.reduce((sum, { traffic }) => sum + traffic!.connections, 0);
    expect(connections).toBeLessThanOrEqual(MOST_TUNNELS + 10);
  },
);
