import { expect, test } from "vitest";
import { verdictOf } from "../../../src/report/verdict.ts";
import { clientOf, failed, findings, library, one, row, seen, summary, tcp, way, wellTold } from "../observations.ts";

const host = "acct.snowflakecomputing.com";
const warehouse = { kind: "snowflake", index: 0 } as const;
const documented = { route: { kind: "direct", reason: "warehouse-bypass", entry: null } } as const;
const path = row("snowflake", { host, warehouse, ...documented });
const driver = clientOf(row("snowflake", { host, warehouse }), "snowflake");
const closed = seen(path, failed(tcp(host, 443), "timed-out"));

test("closed direct, and the driver got through by the proxy: a warning, and no row fails", () => {
  const through = seen(driver, library("snowflake-sdk 3.3.0", way(driver, "proxy")));
  const result = findings([closed, through]);
  expect(summary(result)).toEqual(["bypass-not-taken warning: snowflake"]);
  const finding = one(result, "bypass-not-taken");
  wellTold(finding);
  expect(finding.title).toContain("snowflake-sdk 3.3.0 gets through by the proxy");
  expect(finding.evidence.join()).toContain(`CONNECT ${host}:443 by proxy.corp.test:3128`);
  expect(verdictOf(closed.observation, [finding])).toBe("warn");
});

test.each([
  ["the driver was not run", []],
  [
    "it went direct as well",
    [seen(driver, failed(library("snowflake-sdk 3.3.0", way(driver, "direct")), "timed-out"))],
  ],
  [
    "its tunnel was opened and the service not reached",
    [seen(driver, failed(library("snowflake-sdk 3.3.0", way(driver, "proxy")), "client-failed"))],
  ],
  [
    "the proxy refused its tunnel",
    [seen(driver, failed(library("snowflake-sdk 3.3.0", way(driver, "proxy", 403)), "client-failed"))],
  ],
])("%s: the closed way is an error", (_, drivers) => {
  const result = findings([closed, ...drivers]);
  expect(result.find(({ affects }) => affects.includes("snowflake"))).toMatchObject({
    code: "direct-blocked",
    severity: "error",
  });
});

test("another account's driver says nothing of this one", () => {
  const other = clientOf(row("other", { host: "other.snowflakecomputing.com", warehouse: { ...warehouse, index: 1 } }));
  const through = seen({ ...other, client: "snowflake" }, library("snowflake-sdk 3.3.0", way(other, "proxy")));
  expect(summary(findings([closed, through]))).toEqual(["direct-blocked error: snowflake"]);
});
