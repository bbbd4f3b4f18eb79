import { expect, test } from "vitest";
import {
  actors,
  database,
  direct,
  dns,
  failed,
  findings,
  http,
  noProxies,
  row,
  seen,
  summary,
  tcp,
  tls,
  works,
} from "../observations.ts";

const unknown = (id: string) => seen(row(id, direct), failed(dns(`${id}.example.test`), "name-not-found"));

test("names that are unknown, among others that resolve", () => {
  const ok = seen(row("ok", direct), dns("ok.example.test"), tcp(), tls(), http());
  const result = findings([ok, unknown("a"), unknown("b")]);
  expect(summary(result)).toEqual(["name-not-resolved error: a b"]);
  expect(actors(result[0]!)).toEqual(["dns-admin"]);
});

test("a warehouse's unknown name is apart, and may be a slip of the pen", () => {
  const ok = seen(row("ok", direct), dns("ok.example.test"), tcp(), tls(), http());
  const result = findings([ok, unknown("a"), seen(database(), failed(dns("db.example.test"), "name-not-found"))]);
  expect(summary(result)).toEqual(["name-not-resolved error: a", "name-not-resolved error: postgres@db.example.test"]);
  expect(actors(result[1]!)).toEqual(["operator", "dns-admin"]);
});

test("where nothing resolves it is one fault", () => {
  const dead = seen(database(), failed(dns("db.example.test"), "resolver-failed"));
  const result = findings([unknown("a"), dead], noProxies);
  expect(summary(result)[0]).toBe("name-not-resolved error: a postgres@db.example.test");
  expect(result[0]!.cause).toBe("proxy-not-configured");
});

test("an entry of NO_PROXY that sends a name direct is named", () => {
  const excluded = row("a", { route: { kind: "direct", reason: "no_proxy", entry: ".example.test" } });
  const result = findings([works("ok"), seen(excluded, failed(dns("a.example.test"), "name-not-found"))]);
  expect(actors(result[0]!)).toEqual(["operator", "dns-admin"]);
});
