// Data warehouses and stores are reached direct, whatever proxy is set.

import { test } from "vitest";
import type { Verdict } from "../../src/report/report.ts";
import { type Expected, play } from "./scenario.ts";
import { readSecrets } from "./secrets.ts";

interface WarehouseScenario {
  name: string;
  url: string;
  checks: Record<string, Verdict>;
  findings?: Expected["findings"];
}

const PASS = { "postgres@postgres": "pass", "client:postgres@postgres": "pass" } as const;

const scenarios: WarehouseScenario[] = [
  {
    name: "PostgreSQL with verified TLS and a real login",
    url: `postgres://carto:\${PASSWORD}@postgres/warehouse?sslmode=verify-full`,
    checks: PASS,
  },
  {
    name: "PostgreSQL without credentials",
    url: "postgres://postgres/warehouse?sslmode=verify-full",
    checks: { "postgres@postgres": "pass" },
  },
  {
    name: "PostgreSQL's pg_hba.conf rejects the user",
    url: `postgres://rejected:\${PASSWORD}@postgres/warehouse?sslmode=verify-full`,
    checks: { "postgres@postgres": "fail", "client:postgres@postgres": "fail" },
    findings: [["postgres-rejected", ["postgres@postgres", "client:postgres@postgres"]]],
  },
  {
    name: "PostgreSQL rejects a client without TLS",
    url: `postgres://carto:\${PASSWORD}@postgres/warehouse?sslmode=disable`,
    checks: { "postgres@postgres": "fail", "client:postgres@postgres": "fail" },
    findings: [["postgres-rejected", ["postgres@postgres", "client:postgres@postgres"]]],
  },
  {
    name: "PostgreSQL with a wrong password",
    url: "postgres://carto:wrong@postgres/warehouse?sslmode=verify-full",
    checks: { "postgres@postgres": "pass", "client:postgres@postgres": "fail" },
    findings: [["postgres-login-failed", ["client:postgres@postgres"]]],
  },
  {
    name: "PostgreSQL without that database",
    url: `postgres://carto:\${PASSWORD}@postgres/absent?sslmode=verify-full`,
    checks: { "postgres@postgres": "pass", "client:postgres@postgres": "fail" },
    findings: [["postgres-login-failed", ["client:postgres@postgres"]]],
  },
  {
    name: "a firewall drops PostgreSQL's packets",
    url: "postgres://dropped/warehouse",
    checks: { "postgres@dropped": "fail" },
    findings: [["direct-blocked", ["postgres@dropped"]]],
  },
  {
    name: "nobody has PostgreSQL's address",
    url: "postgres://198.18.91.250/warehouse",
    checks: { "postgres@198.18.91.250": "fail" },
    findings: [["direct-blocked", ["postgres@198.18.91.250"]]],
  },
  {
    name: "PostgreSQL's port is closed",
    url: "postgres://closed/warehouse",
    checks: { "postgres@closed": "fail" },
    findings: [["direct-refused", ["postgres@closed"]]],
  },
  {
    name: "PostgreSQL's name does not resolve",
    url: "postgres://no-such-database.lab.test/warehouse",
    checks: { "postgres@no-such-database.lab.test": "fail" },
    findings: [["name-not-resolved", ["postgres@no-such-database.lab.test"]]],
  },
  {
    name: "Redis listens on PostgreSQL's port",
    url: "postgres://redis:6379/warehouse",
    checks: { "postgres@redis": "fail" },
    findings: [["postgres-not-postgres", ["postgres@redis"]]],
  },
  {
    name: "Redis with its password",
    url: `redis://:\${PASSWORD}@redis`,
    checks: { "redis@redis": "pass" },
  },
  {
    name: "Redis without a password",
    url: "redis://redis",
    checks: { "redis@redis": "pass" },
  },
  {
    name: "Redis with a wrong password",
    url: "redis://:wrong@redis",
    checks: { "redis@redis": "fail" },
    findings: [["redis-login-failed", ["redis@redis"]]],
  },
  {
    name: "PostgreSQL listens on Redis's port",
    url: "redis://postgres:5432",
    checks: { "redis@postgres": "fail" },
    findings: [["redis-not-redis", ["redis@postgres"]]],
  },
  {
    name: "Databricks",
    url: "databricks://dbc-lab.cloud.databricks.com/sql/1.0/warehouses/lab",
    checks: { "databricks@dbc-lab.cloud.databricks.com": "pass" },
  },
];

test.each(scenarios)("$name", ({ name, url, checks, findings = [] }) => {
  const fails = findings.length > 0;
  return play({
    name,
    proxy: "http://squid:3128",
    environment: { PASSWORD: readSecrets().databasePassword },
    // The whitelist is left out: other scenarios have it.
    args: ["--timeout", "5", "--warehouse", url, ...Object.keys(checks).flatMap((id) => ["--only", id])],
    expected: { exit: fails ? 1 : 0, summary: fails ? "fail" : "pass", rows: "skipped", checks, findings },
  });
});
