import { expect, test } from "vitest";
import type { HttpReply } from "../../src/probe/observation.ts";
import { type Kind, kindOfStatus, signOfStatus } from "../../src/probe/proxy-status.ts";

function reply(status: number, headers: [string, string][] = [], statusText = "Words"): HttpReply {
  return { status, statusText, headers, body: null, bodyBytes: 0 };
}

test.each<[number, Kind]>([
  [407, "auth-required"],
  [403, "denied"],
  [451, "denied"],
  [429, "rate-limited"],
  [502, "upstream-unreachable"],
  [504, "upstream-unreachable"],
  [500, "other"],
  [302, "other"],
  [405, "not-a-proxy"],
  [999, "other"],
])("%d alone: %s", (status, kind) => {
  expect(kindOfStatus(reply(status))).toBe(kind);
  expect(signOfStatus(reply(status))).toEqual({ kind, sign: `${status} Words` });
});

test.each<[string, string]>([
  ["via", "1.1 gate"],
  ["proxy-status", "gate"],
  ["server", "squid/5.7"],
])("405 with %s: %s is a proxy's, which a web server's is not", (name, value) => {
  expect(kindOfStatus(reply(405, [[name, value]]))).toBe("other");
});

test("500 that cannot connect", () => {
  expect(kindOfStatus(reply(500, [], "Unable to connect"))).toBe("upstream-unreachable");
});
