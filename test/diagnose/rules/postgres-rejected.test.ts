import { expect, test } from "vitest";
import {
  actors,
  clientOf,
  database,
  failed,
  findings,
  login,
  postgres,
  seen,
  snippets,
  summary,
  tcp,
  tls,
} from "../observations.ts";

const rejects = (state: string | null, ...before: Parameters<typeof seen>[1][]) =>
  seen(database(), tcp(), ...before, failed(postgres(state), "rejected"));

test("28000 over TLS: a hostssl line", () => {
  const result = findings([rejects("28000", tls({ sslReply: "S" }))]);
  expect(summary(result)).toEqual(["postgres-rejected error: postgres@db.example.test"]);
  expect(result[0]!.title).toContain("SQLSTATE 28000");
  expect(actors(result[0]!)).toEqual(["warehouse-admin"]);
  expect(snippets(result[0]!)).toMatch(/^hostssl .*scram-sha-256$/m);
});

test("28000 without encryption: a host line, or TLS", () => {
  const result = findings([rejects("28000")]);
  expect(actors(result[0]!)).toEqual(["warehouse-admin", "operator"]);
  expect(snippets(result[0]!)).toMatch(/^host {2}/m);
  expect(result[0]!.remedies[1]!.do).toContain("sslmode=require");
  expect(findings([rejects("28000", tls({ sslReply: "N", version: null }))])[0]!.why).toContain("not encrypted");
});

test.each([
  ["53300", "max_connections", ["warehouse-admin"]],
  ["57P03", "", ["operator", "warehouse-admin"]],
  [null, "", ["warehouse-admin"]],
] as const)("%s", (state, said, who) => {
  const result = findings([rejects(state)]);
  expect(snippets(result[0]!)).toContain(said);
  expect(actors(result[0]!)).toEqual(who);
});

const says = (state: string, words: string, protocol: "postgres" | "redshift" = "postgres") =>
  findings([seen(clientOf(database(protocol)), failed(login(state, "pg 8.23.1", words), "rejected"))])[0]!;

test.each([
  ["57P03", "the database system is starting up", "is starting up", "Wait until"],
  ["57P03", "the database system is shutting down", "is shutting down", "Start the server again"],
  ["57P03", "the database system is in recovery mode", "recovering from a crash", "what made it crash"],
  ["57P03", "the database system is not yet accepting connections", "is not ready", "a consistent state"],
  ["57P03", "the database system is not accepting connections", "a standby that lets no", "Connect to the primary"],
  ["57P03", "das Datenbanksystem startet", "takes no connections now", "on a standby"],
  ["08P01", "the database system is starting up", "is starting up", "Wait until"],
  ["08P01", "SSL required", "takes encrypted connections alone", "sslmode=require"],
  ["53300", "sorry, too many clients already", "no connection left", "max_connections of the server"],
  ["53300", 'too many connections for role "[redacted]"', "no connection left", "ALTER ROLE"],
  ["53300", 'too many connections for database "[redacted]"', "no connection left", "ALTER DATABASE"],
  ["53300", "zu viele Verbindungen", "no connection left", "or the CONNECTION LIMIT"],
  ["53300", 'connection limit "500" exceeded for non-bootstrap users', "no connection left", "is fixed"],
])("%s %s", (state, words, title, remedy) => {
  const finding = says(state, words);
  expect(finding.title).toContain(title);
  expect(finding.remedies.map(({ do: text }) => text).join(" ")).toContain(remedy);
});

test("waiting is not the remedy where it does not help", () => {
  expect(JSON.stringify(says("57P03", "the database system is not accepting connections"))).not.toContain("Wait");
});

test("Redshift has no pg_hba.conf to edit", () => {
  const finding = says("28000", 'no pg_hba.conf entry for host "::ffff:10.0.0.5", SSL off', "redshift");
  expect(finding.title).toContain("The Redshift database");
  expect(snippets(finding)).not.toContain("hostssl");
});

test("a client library's rejection joins its path check's; two reasons are two", () => {
  const client = clientOf(database());
  const joined = findings([rejects("53300"), seen(client, failed(login("53300"), "rejected"))]);
  expect(joined.map(({ affects }) => affects)).toEqual([["postgres@db.example.test", client.id]]);
  const other = { ...database(), id: "other" };
  expect(findings([rejects("53300"), seen(other, tcp(), failed(postgres("28000"), "rejected"))])).toHaveLength(2);
});
