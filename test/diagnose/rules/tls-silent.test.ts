import { expect, test } from "vitest";
import { actors, database, direct, failed, findings, row, seen, summary, tcp, tls } from "../observations.ts";

test("no answer to the ClientHello, direct", () => {
  const mute = failed(tls({ verified: null }), "timed-out");
  const result = findings([seen(row("a", direct), tcp(), mute), seen(row("b", direct), tcp(), mute)]);
  expect(summary(result)).toEqual(["tls-silent error: a b"]);
  expect(actors(result[0]!)).toEqual(["firewall-admin"]);
});

test("a database that said S and no more", () => {
  expect(findings([seen(database(), tcp(), failed(tls({ sslReply: "S" }), "timed-out"))])[0]!.code).toBe("tls-silent");
});
