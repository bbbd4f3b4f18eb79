import { expect, test } from "vitest";
import {
  actors,
  database,
  direct,
  failed,
  findings,
  noProxies,
  row,
  seen,
  summary,
  tcp,
  tls,
  works,
} from "../observations.ts";

test.each(["refused", "reset"] as const)("a warehouse: %s", (code) => {
  const result = findings([works("ok"), seen(database(), failed(tcp("db.example.test", 5432), code))]);
  expect(summary(result)).toEqual(["direct-refused error: postgres@db.example.test"]);
  expect(actors(result[0]!)).toEqual(["operator", "warehouse-admin", "firewall-admin"]);
});

test("rows of the whitelist are one fault, each warehouse its own", () => {
  const refused = (id: string) => seen(row(id, direct), failed(tcp(id, 443), "refused"));
  const ok = seen(row("ok", direct), tcp("ok", 443), tls());
  const result = findings(
    [ok, refused("a"), refused("b"), seen(database(), failed(tcp("db.example.test", 5432), "refused"))],
    noProxies,
  );
  expect(summary(result).slice(0, 2)).toEqual([
    "direct-refused error: a b",
    "direct-refused error: postgres@db.example.test",
  ]);
  expect(actors(result[0]!)).toEqual(["firewall-admin"]);
});
