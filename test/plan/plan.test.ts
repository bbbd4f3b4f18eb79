import { describe, expect, test } from "vitest";
import { makePlan, type PlanOptions } from "../../src/plan/plan.ts";
import { domain, settingsOf } from "./builders.ts";

const ALL: PlanOptions = { features: [], clients: ["postgres"], only: [], skip: [] };
const ids = (plan: ReturnType<typeof makePlan>) => plan.checks.map((check) => check.id);

test("rows of this deployment, required before optional, warehouses after the whitelist", () => {
  const domains = [domain("maps", { need: "optional" }), domain("auth"), domain("cluster", { deployments: ["kots"] })];
  expect(ids(makePlan(settingsOf({}, ["redis://cache"]), domains, ALL))).toEqual(["auth", "redis@cache", "maps"]);
});

test("a wildcard gives one check for each sample, and each names the wildcard", () => {
  const wild = domain("aws", { host: "*.amazonaws.com", samples: ["s3.amazonaws.com", "sts.amazonaws.com"] });
  const { checks } = makePlan(settingsOf({}), [wild], ALL);
  expect(checks.map(({ id, host, wildcard }) => [id, host, wildcard])).toEqual([
    ["aws@s3.amazonaws.com", "s3.amazonaws.com", "*.amazonaws.com"],
    ["aws@sts.amazonaws.com", "sts.amazonaws.com", "*.amazonaws.com"],
  ]);
});

test("--feature makes an optional feature required", () => {
  const plan = makePlan(settingsOf({}), [domain("maps", { need: "optional" })], { ...ALL, features: ["maps"] });
  expect(plan.checks[0]?.need).toBe("required");
});

test("a broken proxy URL skips what would have used it, and names the code", () => {
  const settings = settingsOf({ HTTPS_PROXY: "proxy:3128" }, ["redis://cache"]);
  const [auth, redis] = makePlan(settings, [domain("auth")], ALL).checks;
  expect(auth?.skip).toContain("proxy-url-invalid");
  expect(redis?.skip).toBeNull();
});

describe("warehouses", () => {
  const planned = (urls: string[], options: Partial<PlanOptions> = {}) =>
    makePlan(settingsOf({}, urls), [], { ...ALL, ...options });

  test("each URL is a required path check of its own protocol", () => {
    const { checks } = planned([
      "postgres://db",
      "redshift://rs",
      "databricks://dbc-1.cloud.databricks.com",
      "oracle://ora",
      "tcps://ora2",
      "bigquery://p",
    ]);
    expect(checks.map(({ id, protocol, port, need, kind }) => [id, protocol, port, need, kind])).toEqual([
      ["postgres@db", "postgres", 5432, "required", "path"],
      ["redshift@rs", "redshift", 5439, "required", "path"],
      ["databricks@dbc-1.cloud.databricks.com", "https", 443, "required", "path"],
      ["oracle@ora", "tcp", 1521, "required", "path"],
      ["oracle@ora2", "tls", expect.any(Number), "required", "path"],
      ["bigquery@bigquery.googleapis.com", "https", 443, "required", "path"],
    ]);
  });

  test("Snowflake brings its revocation service, optional, once for two accounts", () => {
    const { checks } = planned(["snowflake://one", "snowflake://two"]);
    expect(checks.map(({ id, need }) => [id, need])).toEqual([
      ["snowflake@one.snowflakecomputing.com", "required"],
      ["snowflake@two.snowflakecomputing.com", "required"],
      ["snowflake-ocsp@ocsp.snowflakecomputing.com", "optional"],
    ]);
  });

  test("credentials add a login by the real driver, unless --clients none", () => {
    expect(ids(planned(["postgres://u:p@db/x"]))).toEqual(["postgres@db", "client:postgres@db"]);
    expect(ids(planned(["postgres://u:p@db/x"], { clients: [] }))).toEqual(["postgres@db"]);
  });

  test("two on one host are told apart, by port and then by number", () => {
    const { checks } = planned(["postgres://db:5432/a", "postgres://db:5433/b", "postgres://db:5433/c"]);
    expect(checks.map(({ id, warehouse }) => [id, warehouse?.index])).toEqual([
      ["postgres@db", 0],
      ["postgres@db:5433", 1],
      ["postgres@db:5433#2", 2],
    ]);
  });
});

describe("--only and --skip", () => {
  const domains = [domain("auth"), domain("maps"), domain("api", { host: "api.maps.test" })];
  const kept = (options: Partial<PlanOptions>) =>
    makePlan(settingsOf({}), domains, { ...ALL, ...options })
      .checks.filter((check) => check.skip === null)
      .map((check) => check.id);

  test.each<[Partial<PlanOptions>, string[]]>([
    [{ only: ["auth"] }, ["auth"]],
    [{ only: ["*.maps.test"] }, ["api"]],
    [{ only: ["ma*"] }, ["maps"]],
    [{ only: ["m", "a"] }, []],
    [{ skip: ["a*"] }, ["maps"]],
    [{ only: ["*"], skip: ["auth"] }, ["maps", "api"]],
  ])("%j", (options, expected) => {
    expect(kept(options)).toEqual(expected);
  });

  test("what is left out stays in the plan, with the reason", () => {
    const { checks } = makePlan(settingsOf({}), domains, { ...ALL, only: ["auth"] });
    expect(checks.map(({ id, skip }) => [id, skip])).toEqual([
      ["auth", null],
      ["maps", "left out by --only"],
      ["api", "left out by --only"],
    ]);
  });
});

test("the plan holds no secret and survives JSON unchanged", () => {
  const plan = makePlan(
    settingsOf({ HTTPS_PROXY: "http://ana:canary@proxy:1" }, ["postgres://ana:canary@db/x"]),
    [domain("auth")],
    ALL,
  );
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  expect(JSON.stringify(plan)).not.toMatch(/canary|ana[:@]/);
});
