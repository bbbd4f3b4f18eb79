import { describe, expect, it } from "vitest";
import { hostProblem, isWildcard, liesUnder } from "../../src/whitelist/host.ts";

describe("hostProblem", () => {
  it.each([
    "auth.carto.com",
    "*.amazonaws.com",
    "localhost",
    "10.0.0.5",
    "::1",
    "2001:db8::1",
    "xn--mnchen-3ya.de",
    "a1.b-c.io",
  ])("accepts %s", (host) => {
    expect(hostProblem(host)).toBeNull();
  });

  it.each<[string, RegExp]>([
    ["https://auth.carto.com", /URL/],
    ["HTTPS://Auth.Carto.com:443/x", /host alone: auth\.carto\.com$/],
    ["https://*.carto.com", /host alone: \*\.carto\.com$/],
    ["user@auth.carto.com", /'@'/],
    ["auth.carto.com/path", /path/],
    ["auth.carto.com:443", /port/],
    ["[::1]", /brackets; write ::1/],
    ["[::1]:443", /brackets; write ::1/],
    ["1:2:3", /neither/],
    ["Auth.carto.com", /upper case/],
    ["auth.carto.com.", /ends with a dot; write auth\.carto\.com/],
    [".carto.com", /starts with a dot/],
    ["auth..carto.com", /not a host name/],
    ["*", /wildcard/],
    ["*.", /ends with a dot/],
    ["*.*.com", /wildcard/],
    ["-a.com", /not a host name/],
    ["a_b.com", /not a host name/],
    [`${"a".repeat(64)}.com`, /not a host name/],
    ["a b.com", /white space/],
    ["", /not a host name/],
  ])("refuses %j", (host, message) => {
    expect(hostProblem(host)).toMatch(message);
  });
});

describe("wildcards", () => {
  it("stand at the front", () => {
    expect(isWildcard("*.x.com")).toBe(true);
    expect(isWildcard("x.com")).toBe(false);
  });

  it.each([
    ["a.x.com", true],
    ["a.b.x.com", true],
    ["x.com", false],
    [".x.com", false],
    ["ax.com", false],
    ["a.x.com.evil.org", false],
  ])("hold %s: %s", (host, inside) => {
    expect(liesUnder(host, "*.x.com")).toBe(inside);
  });
});
