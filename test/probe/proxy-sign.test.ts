import { expect, test } from "vitest";
import { explicitSign } from "../../src/probe/proxy-sign.ts";

const reply = (status: number, name: string, value: string) => ({
  status,
  statusText: "",
  headers: [[name, value]] as [string, string][],
  body: null,
  bodyBytes: 0,
});

test.each([
  ["proxy-status", "gate; error=constructor"],
  ["x-squid-error", "constructor 0"],
  ["x-squid-error", "__proto__ 0"],
])("a name that every object has is in no list: %s: %s", (name, value) => {
  expect(explicitSign(reply(418, name, value))).toEqual({ kind: "other", sign: expect.stringContaining(value) });
});

test("none where nothing names a proxy", () => {
  expect(explicitSign(reply(403, "server", "nginx"))).toBeNull();
});

test("429 is a wish to be asked later, whatever the sign says", () => {
  expect(explicitSign(reply(429, "proxy-status", "gate; error=http_request_denied"))?.kind).toBe("rate-limited");
});
