import { expect, test } from "vitest";
import { actors, database, failed, findings, seen, snippets, summary, tcp, tls } from "../observations.ts";

test("the server has no TLS", () => {
  const result = findings([seen(database(), tcp(), failed(tls({ verified: null, sslReply: "N" }), "tls-refused"))]);
  expect(summary(result)).toEqual(["postgres-tls-refused error: postgres@db.example.test"]);
  expect(actors(result[0]!)).toEqual(["warehouse-admin", "operator"]);
  expect(snippets(result[0]!)).toContain("ssl = on");
  expect(result[0]!.remedies[1]!.do).toContain("sslmode=disable");
});
