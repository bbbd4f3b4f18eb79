// Remedies that cure: each is applied to the real product as it is printed, and nothing may be left.

import { afterAll, describe, expect, test } from "vitest";
import { tally } from "../causes/cure-tally.ts";
import { applicable, NOT_IN_LAB } from "../causes/remedy-table.ts";
import { cured, tryCures } from "./cure.ts";
import { environmentCures } from "./cure-environment.ts";
import { firewallCures } from "./cure-firewall.ts";
import { postgresCures } from "./cure-postgres.ts";
import { squidCures } from "./cure-squid.ts";
import { squidTrafficCures } from "./cure-squid-traffic.ts";

describe("in Squid", () => tryCures(squidCures));
describe("in Squid, for traffic beyond a GET", () => tryCures(squidTrafficCures));
describe("in the environment", () => tryCures(environmentCures));
describe("in a firewall", () => tryCures(firewallCures));
describe("in PostgreSQL and the URL of a connection", () => tryCures(postgresCures));

test("everything that a machine can apply is tried here, or it is said why not", () => {
  const all = [...squidCures, ...squidTrafficCures, ...environmentCures, ...firewallCures, ...postgresCures];
  const tried = all.map(({ code, kind }) => `${code} ${kind}`);
  expect(applicable().filter((each) => !tried.includes(each) && !NOT_IN_LAB[each])).toEqual([]);
  expect(Object.keys(NOT_IN_LAB).filter((each) => tried.includes(each))).toEqual([]);
});

// By what passed in this very run.
afterAll(() => {
  const whyNot = (each: string) => NOT_IN_LAB[each as keyof typeof NOT_IN_LAB] ?? "not tried in this run, or it failed";
  console.info(`In the lab ${tally(cured, whyNot)}`);
});
