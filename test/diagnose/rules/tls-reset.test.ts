import { expect, test } from "vitest";
import { actors, database, direct, failed, findings, row, seen, summary, tcp, tls } from "../observations.ts";

test.each(["reset", "closed"] as const)("%s during the handshake, direct", (code) => {
  const cut = failed(tls({ verified: null }), code);
  const result = findings([seen(row("a", direct), tcp(), cut), seen(row("b", direct), tcp(), cut)]);
  expect(summary(result)).toEqual(["tls-reset error: a b"]);
  expect(actors(result[0]!)).toEqual(["firewall-admin"]);
});

test("a database by itself, once it has said S", () => {
  const cut = failed(tls({ verified: null, sslReply: "S" }), "reset");
  const result = findings([seen(row("a", direct), tcp(), failed(tls(), "reset")), seen(database(), tcp(), cut)]);
  expect(summary(result)).toEqual(["tls-reset error: a", "tls-reset error: postgres@db.example.test"]);
  expect(actors(result[1]!)).toEqual(["firewall-admin", "warehouse-admin"]);
});
