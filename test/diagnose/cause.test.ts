import { expect, test } from "vitest";
import { directCause, directGroup, noProxyEntry } from "../../src/diagnose/cause.ts";
import { database, direct, evidence, failed, noProxies, row, seen, tcp } from "./observations.ts";

const blocked = seen(row("a", direct), failed(tcp(), "timed-out"));
const through = seen(row("b", direct), tcp());
const excluded = seen(
  row("c", { route: { kind: "direct", reason: "no_proxy", entry: ".test" } }),
  failed(tcp(), "timed-out"),
);
const bypass = seen(database(), failed(tcp(), "timed-out"));

test("without any proxy, a network that lets nothing out is one fault", () => {
  const closed = evidence([blocked, bypass], noProxies);
  expect([blocked, bypass].map((observed) => directGroup(observed, closed))).toEqual(["no proxy", "no proxy"]);
  expect(directCause([blocked, bypass], closed)).toEqual({ cause: "proxy-not-configured" });
  expect(directCause([bypass], closed)).toEqual({});
});

test("one connection that opens clears the missing proxy", () => {
  const half = evidence([blocked, through, bypass], noProxies);
  expect(directCause([blocked], half)).toEqual({});
  expect([blocked, bypass].map((observed) => directGroup(observed, half))).toEqual(["direct", "db.example.test:5432"]);
});

test("a missing variable explains its own rows, NO_PROXY those that it names", () => {
  const mixed = evidence([blocked, excluded, bypass], { httpProxy: null });
  expect([blocked, excluded, bypass].map((observed) => directGroup(observed, mixed, "rest"))).toEqual([
    "variable",
    "no_proxy",
    "rest",
  ]);
  expect(directCause([blocked], mixed)).toEqual({ cause: "proxy-variable-missing" });
  expect(directCause([excluded, bypass], mixed)).toEqual({});
  expect([noProxyEntry(excluded), noProxyEntry(blocked)]).toEqual([".test", null]);
});
