import { expect, test } from "vitest";
import { actors, clientOf, database, failed, findings, login, seen, summary } from "../observations.ts";

test.each([
  ["28P01", "refuses the user or the password"],
  ["3D000", "does not know the database"],
] as const)("%s", (state, said) => {
  const result = findings([seen(clientOf(database()), failed(login(state), "login-failed"))]);
  expect(summary(result)).toEqual(["postgres-login-failed error: client:postgres@db.example.test"]);
  expect(result[0]!.title).toContain(said);
  expect(result[0]!.why).toContain("pg 8.23.1");
  expect(actors(result[0]!)).toEqual(["operator", "warehouse-admin"]);
});
