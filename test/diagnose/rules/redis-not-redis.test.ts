import { expect, test } from "vitest";
import { actors, database, failed, findings, redis, seen, speaks, summary, tcp } from "../observations.ts";

test("another service on the port", () => {
  const result = findings([seen(database("redis"), tcp(), failed(redis(null, speaks("ssh", "SSH-2.0")), "not-redis"))]);
  expect(summary(result)).toEqual(["redis-not-redis error: redis@db.example.test"]);
  expect(result[0]!.title).toContain("SSH");
  expect(actors(result[0]!)).toEqual(["operator", "firewall-admin"]);
});

test.each(["timed-out", "closed", "reset"] as const)("PING without an answer: %s", (code) => {
  expect(summary(findings([seen(database("redis"), tcp(), failed(redis(), code))]))).toEqual([
    "redis-not-redis error: redis@db.example.test",
  ]);
});

test("a port that speaks TLS wants rediss://", () => {
  const result = findings([seen(database("redis"), tcp(), failed(redis(null, speaks("tls")), "not-redis"))]);
  expect(result[0]!.why).toContain("rediss://");
});
