import { describe, expect, test } from "vitest";
import { emittedCidr, emittedHost, emittedLabel, isEmittableHost } from "../../src/handoff/emittable.ts";
import { UsageError } from "../../src/settings/usage-error.ts";

describe("hosts", () => {
  test.each(["a", "redis_1", "*.amazonaws.com", "a-b.c.d", "10.1.2.3", "::1", "2001:db8::1", "xn--bcher-kva.example"])(
    "%s is written as it is",
    (host) => expect(emittedHost(host)).toBe(host),
  );

  test("upper case is written in lower case", () =>
    expect(emittedHost("Acct.SnowflakeComputing.com")).toBe("acct.snowflakecomputing.com"));

  test.each([
    "",
    ".example.com",
    "a..b",
    "a.b\nhttp_access allow all",
    "a b",
    "a#b",
    "a,b",
    "*",
    "a.*.b",
    "=cmd()",
    "`id`",
    "$(id)",
    "a|b",
    'a"b',
    "fe80::1%eth0",
    "a/24",
    "user@host",
    "-a",
    "x".repeat(254),
    "a\u2028b",
  ])("%j is refused", (host) => {
    expect(isEmittableHost(host)).toBe(false);
    expect(() => emittedHost(host)).toThrow(UsageError);
  });
});

describe("address ranges", () => {
  test.each([
    ["10.1.2.3", "10.1.2.3/32"],
    ["10.0.0.0/8", "10.0.0.0/8"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["2001:db8::1", "2001:db8::1/128"],
    ["2001:db8::/32", "2001:db8::/32"],
  ])("%s", (text, expected) => expect(emittedCidr(text, "--cidr")).toBe(expected));

  test.each(["10.0.0.0/33", "10.0.0/8", "proxy.corp", "10.0.0.0/8/8", "10.0.0.0/", "::/129", "10.0.0.0/8\n", ""])(
    "%j is refused, with the option named",
    (text) => expect(() => emittedCidr(text, "--proxy-cidr")).toThrow(/^--proxy-cidr/),
  );
});

describe("names of Kubernetes", () => {
  test("a good one, and none", () => {
    expect(emittedLabel("carto-prod", "--namespace")).toBe("carto-prod");
    expect(emittedLabel(undefined, "--namespace")).toBeNull();
  });

  test.each(["Carto", "a b", "-a", "a\n  b: c", "x".repeat(64), ""])("%j is refused", (name) =>
    expect(() => emittedLabel(name, "--namespace")).toThrow(UsageError),
  );
});
