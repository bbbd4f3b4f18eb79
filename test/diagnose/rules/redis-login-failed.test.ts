import { expect, test } from "vitest";
import { actors, database, failed, findings, login, redis, seen, summary, tcp } from "../observations.ts";

test("a wrong password", () => {
  const result = findings([
    seen(database("redis"), tcp(), redis("-NOAUTH"), failed(login("WRONGPASS", "redis"), "login-failed")),
  ]);
  expect(summary(result)).toEqual(["redis-login-failed error: redis@db.example.test"]);
  expect(actors(result[0]!)).toEqual(["operator", "warehouse-admin"]);
});
