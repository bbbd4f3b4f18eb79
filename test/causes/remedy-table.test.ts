// The table of remedies: what it leaves out has a reason, and what it names is printed.

import { expect, test } from "vitest";
import { FINDING_CODES } from "../../src/diagnose/finding.ts";
import { APPLICABLE, isApplicable, kindOf, NOT_APPLIED } from "./kind.ts";
import { applicable, NOT_IN_LAB, PRINTED } from "./remedy-table.ts";

test("every code says what a machine can apply, or why nothing", () => {
  expect(Object.keys(PRINTED).toSorted()).toEqual([...FINDING_CODES].toSorted());
  const empty = Object.entries(PRINTED).filter(([, printed]) => printed.length === 0);
  expect(empty).toEqual([]);
});

test("what the lab leaves out is something that is printed", () => {
  expect(Object.keys(NOT_IN_LAB).filter((each) => !applicable().some((one) => one === each))).toEqual([]);
});

test("a kind is applied, or it is said why not", () => {
  expect(Object.keys(NOT_APPLIED).filter(isApplicable)).toEqual([]);
  expect(APPLICABLE.filter((kind) => !applicable().some((each) => each.endsWith(` ${kind}`)))).toEqual([]);
});

test.each([
  ["sh", "# a comment\niptables -I FORWARD -j ACCEPT", "iptables"],
  ["sh", "openssl x509 -in a", "ca"],
  ["yaml", "- to:\n    - ipBlock: {}", "policy"],
  ["yaml", "externalProxy:\n  enabled: true", "values"],
  ["squid", "http_access allow all", "squid"],
])("a snippet in %s: %s", (language, text, kind) => {
  expect(kindOf({ language, text })).toBe(kind);
});

test.each([
  ["sh", "reboot"],
  ["perl", "exit"],
])("a snippet of a kind that nobody thought of is no remedy: %s", (language, text) => {
  expect(() => kindOf({ language, text })).toThrow("unknown kind");
});
