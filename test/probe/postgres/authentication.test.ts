import { expect, test } from "vitest";
import { authMethod } from "../../../src/probe/postgres/authentication.ts";

const body = (code: number, rest = "") => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(code);
  return Buffer.concat([bytes, Buffer.from(rest, "latin1")]);
};

test.each([
  [0, "", null],
  [3, "", "cleartext"],
  [5, "salt", "md5"],
  [10, "SCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0\0", "scram-sha-256"],
  [10, "OAUTHBEARER\0\0", "oauthbearer"],
  [10, "\x01\x02 not a name\0\0", "sasl"],
  [10, "", "sasl"],
  [99, "", "unknown (99)"],
])("code %d with %j", (code, rest, method) => {
  expect(authMethod(body(code, rest))).toBe(method);
});

test("a body that is too short names no method, and is no welcome", () => {
  expect(authMethod(Buffer.alloc(2))).toBe("unknown (-1)");
});
