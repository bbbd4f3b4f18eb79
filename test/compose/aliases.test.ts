// The compose file must be static, so it repeats the whitelist: this says which line is missing or left over.

import { expect, test } from "vitest";
import { originAliases } from "./stage.ts";
import { hostsOf, shippedDomains } from "./whitelist.ts";

/** A warehouse's hosts are the customer's own. */
const SNOWFLAKE = ["acct.snowflakecomputing.com", "ocsp.snowflakecomputing.com"];
const wanted = [...new Set([...shippedDomains().flatMap(hostsOf), ...SNOWFLAKE])];
const listed = originAliases();

test("every whitelisted host is an alias of the origin in docker-compose.test.yml", () => {
  const missing = wanted.filter((host) => !listed.includes(host));
  expect(missing.map((host) => `add:  - ${host}`)).toEqual([]);
});

test("every alias of the origin is whitelisted or a warehouse's, and stands there once", () => {
  const leftOver = listed.filter((host, at) => !wanted.includes(host) || listed.indexOf(host) !== at);
  expect(leftOver.map((host) => `remove:  - ${host}`)).toEqual([]);
});
