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

test.each([
  ["28000", 'role "[redacted]" does not exist', "does not know the user", "CREATE ROLE"],
  ["28000", 'role "[redacted]" is not permitted to log in', "does not let this user log in", "ALTER ROLE"],
  ["28000", 'password authentication failed for user "[redacted]"', "refuses the user or the password", "the password"],
  ["08P01", 'database "[redacted]" does not exist', "does not know the database", "the database"],
  ["08P01", 'role "[redacted]" does not exist', "does not know the user", "CREATE ROLE"],
])("%s %s", (state, words, title, remedy) => {
  const [finding] = findings([seen(clientOf(database()), failed(login(state, "pg 8.23.1", words), "login-failed"))]);
  expect(finding!.title).toContain(title);
  expect(finding!.remedies.map(({ do: text }) => text).join(" ")).toContain(remedy);
});

test("what PostgreSQL says of unknown users is not said of Redshift", () => {
  const words = 'password authentication failed for user "[redacted]"';
  const refused = failed(login("28000", "pg 8.23.1", words), "login-failed");
  const [finding] = findings([seen(clientOf(database("redshift")), refused)]);
  expect(finding!.title).toContain("The Redshift database");
  expect(finding!.why).not.toContain("PostgreSQL");
});
