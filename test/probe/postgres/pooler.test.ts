// A real PgBouncer in front of a server that is down: our own prober and the real driver must agree about what it says.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failureOfError, redactMessage } from "../../../src/probe/postgres/error-response.ts";
import { factsOf, story } from "../../support/checks.ts";
import { closedPort } from "../../support/loopback.ts";
import { noPgBouncer, type RunningPgBouncer, realPgBouncer } from "../../support/pgbouncer.ts";
import { runWarehouse } from "../../support/warehouses.ts";

test.each([
  ["no such database: maps", "login-failed", null],
  ["password authentication failed", "login-failed", null],
  ["no more connections allowed (max_client_conn)", "rejected", "rejected"],
  ["server login has been failing, try again later (server_login_retry)", "rejected", "rejected"],
  ["something of a later version", "rejected", null],
])("%s", (words, named, madeUp) => {
  expect(failureOfError("08P01", false, words)).toBe(named);
  expect(failureOfError("08P01", true, words)).toBe(madeUp);
  expect(redactMessage(words, [], (text) => text)).not.toContain("maps");
});

describe.skipIf(noPgBouncer !== null)(`a real PgBouncer${noPgBouncer ? ` (skipped: ${noPgBouncer})` : ""}`, () => {
  let pooler: RunningPgBouncer;

  beforeAll(async () => {
    pooler = await realPgBouncer({
      databases: { maps: await closedPort() },
      users: { ann: "canary-right" },
      settings: { query_wait_timeout: 2, auth_type: "plain" },
    });
  }, 60_000);
  afterAll(() => pooler?.stop());

  const env = { RIGHT: "canary-right", WRONG: "canary-wrong" };
  const url = (user: string, word: string, rest: string) =>
    `postgres://${user}:\${${word}}@127.0.0.1:${pooler.port}/${rest}`;

  test.each([
    ["the server behind it is down", "ann", "RIGHT", "maps", "login rejected", "query_wait_timeout"],
    ["a wrong password", "ann", "WRONG", "maps", "login login-failed", "password authentication failed"],
    ["an unknown user", "bob", "RIGHT", "maps", "login login-failed", "password authentication failed"],
    ["an unknown database", "ann", "RIGHT", "nowhere", "login login-failed", "no such database: [redacted]"],
  ])("%s", async (_, user, word, database, told, message) => {
    expect(story(await runWarehouse(url(user, word, database), { env }))).toBe("tcp ok, tls ok, exchange ok");
    const seen = await runWarehouse(url(user, word, database), { env, kind: "client" });
    expect(story(seen)).toBe(told);
    expect(factsOf(seen, "login")).toMatchObject({ errorCode: "08P01", message });
  });

  test("without client_tls_sslmode it has no TLS", async () => {
    const required = url("ann", "RIGHT", "maps?sslmode=require");
    expect(story(await runWarehouse(required, { env }))).toBe("tcp ok, tls tls-refused");
    expect(story(await runWarehouse(required, { env, kind: "client" }))).toBe("login tls-refused");
  });
});
