import { expect, test } from "vitest";
import {
  entriesOf,
  isWrapped,
  meantEntries,
  namesProxy,
} from "../../../../src/diagnose/configuration/no-proxy/value.ts";
import { nothingConfigured } from "../../../support/configuration.ts";
import { settings } from "../../observations.ts";

const withList = (value: string, name = "no_proxy") =>
  settings({
    configuration: {
      ...nothingConfigured,
      variables: [{ name, value, from: { source: ".env", line: 1, key: name }, overrides: [] }],
    },
  });

test.each([
  ['"a,b"', true],
  ["'a'", true],
  ['["a","b"]', true],
  ["[a,b]", true],
  ["a,b", false],
  ["[::1]", false],
  ["[2001:db8::1],a", false],
])("%s is wrapped: %s", (value, expected) => {
  expect(isWrapped(value)).toBe(expected);
});

test("what is meant: neither quotation marks nor empty entries, blanks kept", () => {
  expect(meantEntries(withList('["localhost, .svc.cluster.local",]'))).toEqual(["localhost", " .svc.cluster.local"]);
  expect(meantEntries(withList("a,,b,"))).toEqual(["a", "b"]);
  expect(meantEntries(withList("a", "NO_PROXY"))).toEqual(["a"]);
  expect(meantEntries(settings())).toEqual([]);
});

test("control characters, which a summary carries as escapes, are read as what they are", () => {
  expect(entriesOf("a\\nb,c")).toEqual(["a\nb", "c"]);
  expect(entriesOf("")).toEqual([]);
});

test("a list alone names no proxy", () => {
  expect([namesProxy(withList("a")), namesProxy(withList("http://p:1", "grpc_proxy"))]).toEqual([false, true]);
});
