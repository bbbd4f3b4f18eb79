// The compose file must be static, so it repeats the whitelist: this says which line is missing or left over.

import { expect, test } from "vitest";
import { originAliases } from "./stage.ts";
import { hostsOf, shippedDomains } from "./whitelist.ts";

const wanted = [...new Set(shippedDomains().flatMap(hostsOf))];
const listed = originAliases();

test("every whitelisted host is an alias of the origin in docker-compose.test.yml", () => {
  const missing = wanted.filter((host) => !listed.includes(host));
  expect(missing.map((host) => `add:  - ${host}`)).toEqual([]);
});

test("every alias of the origin is whitelisted, and stands there once", () => {
  const leftOver = listed.filter((host, at) => !wanted.includes(host) || listed.indexOf(host) !== at);
  expect(leftOver.map((host) => `remove:  - ${host}`)).toEqual([]);
});
