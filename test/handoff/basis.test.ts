import { describe, expect, test } from "vitest";
import { behind, handoffOf, handoffOfReport, type reportOf, type Wish } from "./handoff-of.ts";

const HTTP: Wish = { environment: behind("http://p.corp:3128"), warehouses: ["redis://10.1.2.3"] };
const targets = (wish: Wish, change: Parameters<typeof handoffOfReport>[1]) =>
  handoffOfReport(wish, change).targets.map(({ way, host }) => `${way} ${host}`);

/** Spoils the checks named. */
const failing =
  (...ids: string[]) =>
  ({ checks }: ReturnType<typeof reportOf>) => {
    for (const check of checks)
      if (ids.includes(check.id))
        Object.assign(check, { verdict: "fail", failedPhase: "tunnel", findings: ["proxy-denied"] });
  };

describe("a report gives what failed in it", () => {
  test("and not what passed, was unknown or was skipped", () => {
    expect(targets(HTTP, failing("carto-auth", "redis@10.1.2.3"))).toEqual([
      "tunnel auth.carto.com",
      "direct 10.1.2.3",
    ]);
    expect(targets(HTTP, ({ checks }) => Object.assign(checks[0]!, { verdict: "unknown" }))).toEqual([]);
  });

  test("a wildcard of which known hosts alone are let through", () => {
    const warn = ({ checks }: ReturnType<typeof reportOf>) =>
      Object.assign(checks.find(({ id }) => id === "aws-s3" || id === "ai-bedrock")!, {
        verdict: "warn",
        findings: ["proxy-denied"],
      });
    expect(targets(HTTP, warn)).toEqual(["tunnel *.amazonaws.com"]);
  });

  test("by the route that it takes under the settings to be written, not by the one it took", () => {
    const direct: Wish = { environment: {}, proxy: "http://new.corp:3128" };
    expect(targets(direct, failing("carto-auth"))).toEqual(["tunnel auth.carto.com"]);
    const secure: Wish = { ...HTTP, warehouses: ["snowflake://acct"], proxy: "https://new.corp:3129" };
    expect(targets(secure, failing("snowflake@acct.snowflakecomputing.com"))).toEqual([
      "direct acct.snowflakecomputing.com",
    ]);
  });

  test("what passed because an entry sent it direct still counts: the entry is left out", () => {
    const wish: Wish = { environment: { ...behind("http://p.corp:1"), NO_PROXY: "carto.com", no_proxy: "carto.com" } };
    const handoff = handoffOfReport(wish, () => {});
    expect(handoff.bypass.map(({ entry }) => entry)).not.toContain("carto.com");
    expect(handoff.notes.join()).toContain("auth.carto.com");
  });

  test("--only and --skip choose among it", () => {
    const spoil = failing("carto-auth", "gcr");
    expect(targets({ ...HTTP, only: ["gcr"] }, spoil)).toEqual(["tunnel gcr.io"]);
    expect(targets({ ...HTTP, skip: ["gcr"] }, spoil)).toEqual(["tunnel auth.carto.com"]);
  });
});

describe("settings give the whole plan", () => {
  test("wildcards without a host to test are told apart", () => {
    const handoff = handoffOf();
    expect(handoff.untested.map(({ id }) => id)).toContain("ai-azure-openai");
    expect(handoff.targets.map(({ host }) => host)).not.toContain("*.openai.azure.com");
    expect(handoffOf({ requiredOnly: true }).untested).toEqual([]);
  });

  test("such a wildcard is a target where its feature is asked for", () => {
    const handoff = handoffOf({ features: ["ai-azure-openai"] });
    expect(handoff.targets.find(({ host }) => host === "*.openai.azure.com")).toMatchObject({
      way: "tunnel",
      port: 443,
    });
    expect(handoff.untested).toEqual([]);
    const direct = handoffOf({ features: ["ai-azure-openai"], environment: { NO_PROXY: ".openai.azure.com" } });
    expect(direct.targets.map(({ way, host }) => `${way} ${host}`)).not.toContain("direct *.openai.azure.com");
  });

  test("routes are those under the variables to be written, whatever the ones at hand say", () => {
    const broken = { http_proxy: "http://old.corp:1", NO_PROXY: "auth.carto.com,", no_proxy: "auth.carto.com," };
    const auth = handoffOf({ environment: broken }).targets.find(({ host }) => host === "auth.carto.com");
    expect(auth?.way).toBe("tunnel");
  });
});
