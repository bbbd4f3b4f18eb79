// --strict-egress: whitelisted hosts must be closed direct, and warehouses that are reached direct may be open.

import { expect, test } from "vitest";
import { API_OPENAI_COM, AUTH_CARTO_COM, firewall, OUTSIDE } from "./firewall.ts";
import { play, playOut, type Scenario } from "./scenario.ts";

const WAREHOUSES = {
  "postgres@postgres": "postgres://postgres/warehouse?sslmode=verify-full",
  "databricks@dbc-lab.cloud.databricks.com": "databricks://dbc-lab.cloud.databricks.com/sql/1.0/warehouses/lab",
};
const args = ["--strict-egress", "--timeout", "5", ...Object.values(WAREHOUSES).flatMap((url) => ["--warehouse", url])];
const checks = Object.fromEntries(Object.keys(WAREHOUSES).map((id) => [id, "pass" as const]));
const closed = { exit: 0, summary: "pass", checks, findings: [] } satisfies Scenario["expected"];

const scenarios: Scenario[] = [
  { name: "no outside name resolves", proxy: "http://squid:3128", args, expected: closed },
  {
    name: "a firewall rejects everything but the proxy and the warehouses",
    proxy: "http://squid:3128",
    args,
    firewall: [firewall.resets(OUTSIDE)],
    expected: closed,
  },
  {
    name: "one host has been forgotten, and for another a filter answers with a certificate of its own",
    proxy: "http://squid:3128",
    args,
    firewall: [
      firewall.impersonates(API_OPENAI_COM),
      firewall.lets(AUTH_CARTO_COM),
      firewall.lets(API_OPENAI_COM),
      firewall.resets(OUTSIDE),
    ],
    expected: {
      ...closed,
      exit: 1,
      summary: "fail",
      open: { "strict:carto-auth": "fail", "strict:ai-openai": "warn" },
      findings: [
        ["egress-leak", ["strict:carto-auth"]],
        ["egress-leak", ["strict:ai-openai"]],
      ],
      words: [["egress-leak", /something else answers/]],
    },
  },
];

test.each(scenarios)("$name", play);

test("a firewall accepts for everybody and stays mute: a TCP connection is no leak", async () => {
  const report = await playOut({
    name: "a firewall accepts for everybody and stays mute",
    proxy: "http://squid:3128",
    args: [...args, "--concurrency", "64"],
    firewall: [firewall.swallows(OUTSIDE)],
    expected: closed,
  });
  const ways = report.checks.filter(({ id }) => id.startsWith("strict:"));
  expect(ways.map(({ phases }) => phases.at(-1)?.phase)).toEqual(ways.map(() => "tls"));
});
