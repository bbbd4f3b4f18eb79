import { describe, expect, test } from "vitest";
import { failureOfError, readErrorResponse, redactMessage } from "../../../src/probe/postgres/error-response.ts";

describe("readErrorResponse", () => {
  test("its fields, whatever their order", () => {
    const body = Buffer.from("SFATAL\0VFATAL\0C28P01\0Mno «ä»\0Fauth.c\0\0");
    expect(readErrorResponse(body)).toEqual({ sqlState: "28P01", message: "no «ä»" });
  });

  test.each(["", "\0", "garbage", "Cshort\0Mx\0"])("%j has no SQLSTATE", (text) => {
    expect(readErrorResponse(Buffer.from(text)).sqlState).toBeNull();
  });
});

test.each([
  ["28P01", null, "login-failed"],
  ["3D000", null, "login-failed"],
  ["28000", null, "rejected"],
  ["53300", "rejected", "rejected"],
  ["57P03", "rejected", "rejected"],
  ["57P01", "rejected", "rejected"],
  ["08P01", null, "rejected"],
  [null, null, "rejected"],
])("%s is %s for a made-up user and %s for a real one", (state, madeUp, real) => {
  expect(failureOfError(state, true, "")).toBe(madeUp);
  expect(failureOfError(state, false, "")).toBe(real);
});

describe("redactMessage", () => {
  const same = (text: string) => text;

  test.each([
    ['role "ann" does not exist', 'role "[redacted]" does not exist'],
    ['password authentication failed for user "bob"', 'password authentication failed for user "[redacted]"'],
    [
      'for host "10.0.0.5", user "ann", database "maps", SSL',
      'for host "10.0.0.5", user "[redacted]", database "[redacted]", SSL',
    ],
    ["la base de datos «maps» no existe", "la base de datos «[redacted]» no existe"],
    ["le rôle « ann » n'existe pas", "le rôle « [redacted] » n'existe pas"],
    ["Datenbank „maps“ existiert nicht", "Datenbank „[redacted]“ existiert nicht"],
    ["sorry, too many clients already", "sorry, too many clients already"],
  ])("%s", (message, expected) => {
    expect(redactMessage(message, ["ann", "maps"], same)).toBe(expected);
  });

  test("after the redactor has had its turn", () => {
    expect(redactMessage('user "x"', [], (text) => text.toUpperCase())).toBe('USER "[redacted]"');
  });
});
