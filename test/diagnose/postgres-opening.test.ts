import { expect, test } from "vitest";
import { isPostgresSilent } from "../../src/diagnose/postgres-opening.ts";
import { clientOf, database, failed, login, postgres, row, seen, tcp, tls } from "./observations.ts";

test("silent until the first letter of the server's own is heard", () => {
  const cut = (sslReply?: string) =>
    seen(database(), tcp(), failed(tls(sslReply === undefined ? {} : { sslReply }), "closed"));
  expect([cut(), cut("H"), cut("S"), cut("N")].map(isPostgresSilent)).toEqual([true, true, false, false]);
  expect(isPostgresSilent(seen(database(), tcp(), failed(postgres(), "timed-out")))).toBe(true);
  expect(isPostgresSilent(seen(database(), tcp(), tls({ sslReply: "S" }), failed(postgres(), "timed-out")))).toBe(
    false,
  );
});

test("says nothing of other protocols, other failures and client libraries", () => {
  expect(isPostgresSilent(seen(row("a"), tcp(), failed(tls(), "closed")))).toBe(false);
  expect(isPostgresSilent(seen(database(), failed(tcp(), "timed-out")))).toBe(false);
  expect(isPostgresSilent(seen(clientOf(database()), failed(login(), "timed-out")))).toBe(false);
});
