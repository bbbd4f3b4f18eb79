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

test("a client library's rejection joins its path check's; two reasons are two", () => {
  const client = clientOf(database());
  const joined = findings([rejects("53300"), seen(client, failed(login("53300"), "rejected"))]);
  expect(joined.map(({ affects }) => affects)).toEqual([["postgres@db.example.test", client.id]]);
  const other = { ...database(), id: "other" };
  expect(findings([rejects("53300"), seen(other, tcp(), failed(postgres("28000"), "rejected"))])).toHaveLength(2);
});
