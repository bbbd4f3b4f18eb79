import { expect, test } from "vitest";
import { actors, database, failed, findings, postgres, seen, speaks, summary, tcp, tls } from "../observations.ts";

test("another service on the port", () => {
  const page = failed(tls({ verified: null, sslReply: "H", speaks: speaks("http", "HTTP/1.1 400") }), "not-postgres");
  const result = findings([seen(database(), tcp(), page)]);
  expect(summary(result)).toEqual(["postgres-not-postgres error: postgres@db.example.test"]);
  expect(result[0]!.title).toContain("plain HTTP");
  expect(actors(result[0]!)).toEqual(["operator", "firewall-admin"]);
});

test.each(["timed-out", "closed", "reset"] as const)("nothing after a connect: %s", (code) => {
  const silent = "postgres-not-postgres error: postgres@db.example.test";
  expect(summary(findings([seen(database(), tcp(), failed(tls({ verified: null }), code))]))).toEqual([silent]);
  expect(summary(findings([seen(database(), tcp(), failed(postgres(), code))]))).toEqual([silent]);
  expect(summary(findings([seen(database("redshift", { id: "x" }), tcp(), failed(tls(), code))]))).toEqual([
    "postgres-not-postgres error: x",
  ]);
});

test("something that is not TLS before the S is not PostgreSQL, after it is a fault of TLS", () => {
  const garbled = (sslReply: string) => seen(database(), tcp(), failed(tls({ sslReply }), "not-tls"));
  expect(findings([garbled("H")])[0]!.code).toBe("postgres-not-postgres");
  expect(findings([garbled("S")])[0]!.code).toBe("tls-protocol");
});
