import { expect, test } from "vitest";
import {
  actors,
  database,
  direct,
  failed,
  findings,
  open,
  row,
  seen,
  speaks,
  summary,
  tcp,
  tls,
} from "../observations.ts";

test.each(["not-tls", "tls-version", "tls-error"] as const)("%s through a proxy", (code) => {
  const cut = failed(tls({ verified: null, speaks: code === "not-tls" ? speaks("http", "HTTP/1.1 403") : null }), code);
  const result = findings([seen(row("a"), tcp(), open(), cut), seen(row("b"), tcp(), open(), cut)]);
  expect(summary(result)).toEqual(["tls-protocol error: a b"]);
  expect(actors(result[0]!)).toEqual(["proxy-admin"]);
  expect(result[0]!.title.includes("plain HTTP")).toBe(code === "not-tls");
});

test("direct, and for a database after its S", () => {
  expect(actors(findings([seen(row("a", direct), tcp(), failed(tls(), "tls-version"))])[0]!)).toEqual([
    "firewall-admin",
  ]);
  const result = findings([seen(database(), tcp(), failed(tls({ sslReply: "S" }), "tls-version"))]);
  expect(summary(result)).toEqual(["tls-protocol error: postgres@db.example.test"]);
  expect(actors(result[0]!)).toEqual(["warehouse-admin", "operator"]);
});

test("an https target that speaks HTTP/2 alone, and no gRPC one without it", () => {
  const cut = failed(tls({ verified: null }), "http2-not-offered");
  const result = findings([seen(row("a"), tcp(), open(), cut)]);
  expect(summary(result)).toEqual(["tls-protocol error: a"]);
  expect(result[0]!.title).toContain("HTTP/1.1");
  const grpc = findings([seen(row("g", { protocol: "grpc" }), tcp(), open(), cut)]);
  expect(summary(grpc)).toEqual(["http2-not-offered error: g"]);
});
