import { describe, expect, test } from "vitest";
import { parseTarget, targetText } from "../../../src/settings/client-route/target.ts";

test.each([
  ["example.com", "https", "example.com:443"],
  ["EXAMPLE.com:8443", "https", "example.com:8443"],
  ["http://example.com", "http", "example.com:80"],
  ["https://example.com/", "https", "example.com:443"],
  ["::1", "https", "[::1]:443"],
  ["[FD00::5]:8443", "https", "[fd00::5]:8443"],
  ["bücher.example", "https", "xn--bcher-kva.example:443"],
])("%s", (text, scheme, told) => {
  const target = parseTarget(text);
  expect([target.scheme, targetText(target)]).toEqual([scheme, told]);
});

describe("what is no host", () => {
  test.each(["", "example.com:0", "example.com:99999", "a b", "example.com/path", "[::1", "http://"])("%j", (text) => {
    expect(() => parseTarget(text)).toThrow(/^route/);
  });

  test("a URL with a user is refused without showing it", () => {
    expect(() => parseTarget("https://ana:canary@example.com")).toThrow(/^(?!.*canary)/);
  });
});
