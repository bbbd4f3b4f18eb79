import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { makePlan } from "../../src/plan/plan.ts";
import { readSettings } from "../../src/settings/read.ts";
import { readSnowflakeAllowlist } from "../../src/settings/snowflake-allowlist.ts";
import { environmentSource } from "../../src/settings/source.ts";
import { UsageError } from "../../src/settings/usage-error.ts";

const folder = mkdtempSync(join(tmpdir(), "carto-proxy-allowlist-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: string): string {
  const path = join(folder, "allowlist.json");
  writeFileSync(path, content);
  return path;
}

const ACCOUNT = JSON.stringify([
  { type: "SNOWFLAKE_DEPLOYMENT", host: "Acct.snowflakecomputing.com", port: 443 },
  { type: "STAGE", host: "sfc-stage.s3.us-west-2.amazonaws.com", port: 443 },
  { type: "OCSP_CACHE", host: "ocsp.snowflakecomputing.com", port: 80 },
  { type: "SNOWPARK_CONTAINER", host: "*.acct.snowflakecomputing.app", port: 443 },
]);

test("each host becomes a check, by the route of the Snowflake driver; wildcards name no host", () => {
  const proxy = {
    HTTP_PROXY: "http://proxy:3128",
    HTTPS_PROXY: "http://proxy:3128",
    NO_PROXY: ".snowflakecomputing.com",
  };
  const settings = readSettings([environmentSource(proxy)], { snowflakeAllowlist: file(ACCOUNT) });
  const { checks } = makePlan(settings, [], { features: [], clients: [], only: [], skip: [] });
  expect(checks.map(({ id, port, need, route }) => [id, port, need, route.kind])).toEqual([
    ["snowflake-allowlist@acct.snowflakecomputing.com", 443, "required", "direct"],
    ["snowflake-allowlist@sfc-stage.s3.us-west-2.amazonaws.com", 443, "required", "proxy"],
    ["snowflake-ocsp@ocsp.snowflakecomputing.com", 80, "optional", "direct"],
  ]);
});

describe("a file that cannot be used", () => {
  test.each([
    ["", /not JSON/],
    ["{}", /the list/],
    ["[]", /holds no host/],
    ['[{"type":"STAGE","host":"https://x","port":443}]', /entry 0\.host: is not a host name/],
    ['[{"type":"STAGE","host":"a.test","port":"443"}]', /entry 0\.port/],
    ['[{"type":"STAGE","host":"a.test","port":99999}]', /entry 0\.port/],
  ])("%s", (content, words) => {
    expect(() => readSnowflakeAllowlist(file(content))).toThrow(UsageError);
    expect(() => readSnowflakeAllowlist(file(content))).toThrow(words);
  });

  test("an absent one", () => {
    expect(() => readSnowflakeAllowlist(join(folder, "absent.json"))).toThrow(/no such file/);
  });
});
