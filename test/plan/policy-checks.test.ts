import { describe, expect, test } from "vitest";
import type { Check } from "../../src/plan/check.ts";
import { makePlan, type PlanOptions } from "../../src/plan/plan.ts";
import type { Domain } from "../../src/whitelist/domain.ts";
import { domain, settingsOf } from "./builders.ts";

const PROXY = "http://proxy.corp.test:3128";
const VARIABLES = { HTTP_PROXY: PROXY, HTTPS_PROXY: PROXY, https_proxy: PROXY, grpc_proxy: PROXY };
const OPTIONS: PlanOptions = { features: [], clients: [], only: [], skip: [] };
const HUB = { host: "*.hub.test", samples: ["registry.hub.test", "login.hub.test"] };

function checks(
  domains: Domain[],
  more: Partial<PlanOptions> = {},
  variables: Record<string, string> = VARIABLES,
): Check[] {
  return makePlan(settingsOf(variables), domains, { ...OPTIONS, ...more }).checks;
}

const policies = (all: Check[]) => all.filter(({ kind }) => kind === "policy");

describe("the wildcard's own row", () => {
  test("stands beside those of its samples, and asks the proxy for a host that nobody has", () => {
    const all = checks([domain("hub", HUB)]);
    expect(all.map(({ id }) => id)).toEqual(["hub@registry.hub.test", "hub@login.hub.test", "hub"]);
    expect(policies(all)).toMatchObject([
      {
        id: "hub",
        host: "carto-proxy-probe.hub.test",
        wildcard: "*.hub.test",
        need: "optional",
        path: null,
        expect: null,
      },
    ]);
  });

  test.each([
    ["a concrete host", { host: "one.hub.test", samples: [] }, VARIABLES],
    ["a wildcard without a sample", { host: "*.hub.test", samples: [] }, VARIABLES],
    ["a wildcard that is not https", { ...HUB, protocol: "grpc" as const }, VARIABLES],
    ["no proxy", HUB, {}],
    ["a wildcard that NO_PROXY sends direct", HUB, { ...VARIABLES, NO_PROXY: ".hub.test" }],
  ])("not for %s", (_, entry, variables) => {
    expect(policies(checks([domain("hub", entry)], {}, variables))).toEqual([]);
  });

  test("several entries with one wildcard ask once", () => {
    const rows = [domain("optional-hub", { ...HUB, need: "optional" }), domain("hub", HUB)];
    expect(policies(checks(rows)).map(({ id }) => id)).toEqual(["optional-hub"]);
  });

  test("is never required: where exactly the known hosts are let through, CARTO works", () => {
    const asked = domain("hub", { ...HUB, feature: "images" });
    expect(policies(checks([asked], { features: ["images"] }))[0]?.need).toBe("optional");
  });
});

describe("--strict-egress", () => {
  const strict = (domains: Domain[], variables?: Record<string, string>) =>
    checks(domains, { strictEgress: true }, variables).filter(({ id }) => id.startsWith("strict:"));

  test("is off by default", () => {
    expect(checks([domain("auth")]).map(({ id }) => id)).toEqual(["auth"]);
  });

  test("adds one direct check for each proxied target, required whatever the row is", () => {
    const rows = [domain("auth"), domain("maps", { need: "optional" }), domain("pubsub", { protocol: "grpc" })];
    expect(strict(rows).map(({ id, kind, need, route }) => [id, kind, need, route.kind, route.reason])).toEqual([
      ["strict:auth", "policy", "required", "direct", "strict-egress"],
      ["strict:maps", "policy", "required", "direct", "strict-egress"],
      ["strict:pubsub", "policy", "required", "direct", "strict-egress"],
    ]);
  });

  test("two rows with one target are one, and the odd host of a wildcard is none", () => {
    const again = domain("auth-again", { host: "auth.example.test", path: "/other" });
    expect(strict([domain("auth"), again, domain("hub", HUB)]).map(({ host }) => host)).toEqual([
      "auth.example.test",
      "registry.hub.test",
      "login.hub.test",
    ]);
  });

  test.each([
    ["no proxy is configured", domain("auth"), {}],
    ["NO_PROXY sends it direct", domain("auth"), { ...VARIABLES, NO_PROXY: "auth.example.test" }],
    ["it is plain http, where nothing proves who answers", domain("auth", { protocol: "http", port: 80 }), VARIABLES],
  ])("none where %s", (_, row, variables) => {
    expect(strict([row], variables)).toEqual([]);
  });

  test("--only and --skip choose among them", () => {
    const all = checks([domain("auth"), domain("maps")], { strictEgress: true, skip: ["strict:*"] });
    expect(all.filter(({ skip }) => skip === null).map(({ id }) => id)).toEqual(["auth", "maps"]);
  });
});
