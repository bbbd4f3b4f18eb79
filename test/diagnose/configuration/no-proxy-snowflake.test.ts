import { expect, test } from "vitest";
import { one } from "../observations.ts";
import { dotenv, INTERNAL, judged, told } from "./judged.ts";

const HTTPS = "https://my-proxy:3129";
const warehouses = ["snowflake://acct"];
const env = (entries: string, url = HTTPS) => {
  const list = [INTERNAL, entries].filter(Boolean).join(",");
  return { files: { "customer.env": dotenv({ NO_PROXY: list, no_proxy: list }, url) }, warehouses };
};
const severity = (entries: string) => told(judged(env(entries))).find((line) => line.endsWith("no-proxy-snowflake"));

test.each([
  ["", "error no-proxy-snowflake"],
  ["snowflakecomputing.com", "warning no-proxy-snowflake"],
  [".snowflakecomputing.com", undefined],
  ["*.snowflakecomputing.com", undefined],
  ["acct.snowflakecomputing.com", undefined],
  ["other.snowflakecomputing.com", "error no-proxy-snowflake"],
  [".Snowflakecomputing.com", "error no-proxy-snowflake"],
])("%j", (entries, expected) => {
  expect(severity(entries)).toBe(expected);
});

test("an HTTP proxy is one that Snowflake can use", () => {
  expect(told(judged(env("", "http://my-proxy:3128")))).toEqual([]);
});

test("the firewall has to know too, and the versions are named", () => {
  const finding = one(judged(env("snowflakecomputing.com")), "no-proxy-snowflake");
  expect(finding.affects).toEqual(["snowflake@acct.snowflakecomputing.com"]);
  expect(finding.why).toContain(">=2.4 uses the proxy, 2.2 to 2.3 uses the proxy and <2.2 goes direct");
  expect(finding.why).toContain("Which version CARTO ships is not published");
});
