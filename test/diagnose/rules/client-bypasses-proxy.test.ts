import { expect, test } from "vitest";
import {
  actors,
  clientOf,
  failed,
  findings,
  library,
  row,
  seen,
  settings,
  summary,
  way,
  works,
} from "../observations.ts";

const path = works("broker", { protocol: "grpc" });
const check = clientOf(row("broker", { protocol: "grpc" }), "pubsub");
const direct = way(check, "direct", null);

test("an error where it gets nowhere, and the row of the path keeps its pass", () => {
  const stuck = failed(library("@grpc/grpc-js 1.14.7", { ...direct, address: null }), "refused");
  const result = findings([path, seen(check, stuck)]);
  expect(summary(result)).toEqual(["client-bypasses-proxy error: client:broker"]);
  expect(result[0]?.title).toContain("@grpc/grpc-js 1.14.7 goes direct to broker.example.test:443");
  expect(result[0]?.evidence.join()).toContain("direct to broker.example.test:443, no connection");
  expect(actors(result[0]!)).toEqual(expect.arrayContaining(["operator", "firewall-admin"]));
});

test("a warning where the direct way is open", () => {
  const result = findings([path, seen(check, library("@grpc/grpc-js 1.14.7", direct))]);
  expect(summary(result)).toEqual(["client-bypasses-proxy warning: client:broker"]);
});

test("a library that goes by the proxy, and one whose target is meant to be direct, do not", () => {
  expect(findings([path, seen(check, library("x", way(check, "proxy")))])).toEqual([]);
  const meant = { route: { kind: "direct", reason: "no_proxy", entry: ".example.test" } } as const;
  const there = works("broker", { protocol: "grpc", ...meant });
  expect(findings([there, seen({ ...check, ...meant }, library("x", direct))])).toEqual([]);
});

test("the last connection counts: a first try by the proxy does not hide where it went in the end", () => {
  const both = library("x", way(check, "proxy", 403), direct);
  expect(summary(findings([path, seen(check, both)]))).toEqual(["client-bypasses-proxy warning: client:broker"]);
});

test("an https:// proxy in the settings is its cause", () => {
  const url = "https://proxy.corp.test:3129";
  const { httpsProxy } = settings();
  const secure = { ...httpsProxy!, url };
  const stuck = failed(library("x", { ...direct, address: null }), "refused");
  const all = findings([path, seen(check, stuck)], { httpsProxy: secure, httpProxy: secure, grpcProxy: null });
  expect(all.find(({ code }) => code === "client-bypasses-proxy")?.severity).toBe("error");
});
