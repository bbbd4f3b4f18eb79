import { expect, test } from "vitest";
import { hostPort, isAddress, isDatabase, isPostgres, proxyParts, wayOut } from "../../src/diagnose/service.ts";
import { database, direct, PROXY, row, seen } from "./observations.ts";

test.each([
  ["http://proxy:3128", { scheme: "http", host: "proxy", port: 3128 }],
  ["https://proxy", { scheme: "https", host: "proxy", port: 443 }],
  ["http://proxy:80", { scheme: "http", host: "proxy", port: 80 }],
  ["http://[::1]:3128", { scheme: "http", host: "::1", port: 3128 }],
] as const)("%s", (href, parts) => {
  expect(proxyParts(href)).toEqual(parts);
});

test("names and addresses", () => {
  expect(hostPort({ host: "::1", port: 5432 })).toBe("[::1]:5432");
  expect(["10.0.0.1", "::1", "a.example.test", "10.example"].map(isAddress)).toEqual([true, true, false, false]);
});

test("databases and ways out", () => {
  expect([isDatabase(database()), isDatabase(row("a")), isPostgres(database("redis"))]).toEqual([true, false, false]);
  expect(isDatabase(database("https"))).toBe(false);
  expect([row("a"), row("a", direct), database()].map((check) => wayOut(seen(check)))).toEqual([
    PROXY,
    "direct",
    "db.example.test:5432",
  ]);
});
