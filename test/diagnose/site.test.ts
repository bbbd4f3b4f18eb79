import { expect, test } from "vitest";
import { areUnrelated, isLocal, siteOf } from "../../src/diagnose/site.ts";

test("the last two labels stand for the owner; addresses for themselves", () => {
  expect(siteOf("A.b.Example.com.")).toBe("example.com");
  expect(siteOf("localhost")).toBe("localhost");
  expect(siteOf("10.0.0.1")).toBe("10.0.0.1");
});

test("owners are unrelated; addresses, and names under one suffix of two labels, are no proof", () => {
  expect(areUnrelated(["a.example.com", "b.example.net"])).toBe(true);
  expect(areUnrelated(["a.example.com", "b.example.com"])).toBe(false);
  expect(areUnrelated(["a.example.com", "10.0.0.1", "::1"])).toBe(false);
  expect(areUnrelated(["a.co.uk", "b.co.uk"])).toBe(false);
  expect(areUnrelated([])).toBe(false);
});

test.each([
  "10.1.2.3",
  "172.16.0.1",
  "172.31.9.9",
  "192.168.0.1",
  "169.254.1.1",
  "127.0.0.1",
  "::1",
  "fd00::1",
  "[fe80::1]",
  "gateway",
  "a.corp",
])("inside: %s", (host) => expect(isLocal(host)).toBe(true));
test.each(["172.32.0.1", "8.8.8.8", "2001:db8::1", "example.com", "10.example.com", "corp.example", "fd.example.com"])(
  "outside: %s",
  (host) => expect(isLocal(host)).toBe(false),
);
