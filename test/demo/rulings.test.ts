import { expect, it } from "vitest";
import { breakSome, letThrough, type Rulings } from "../../src/demo/rulings.ts";
import { check } from "./checks.ts";

const listener = (port: number) => ({ port, close: () => Promise.resolve() });
const servers = { plain: listener(1), secure: listener(2), inspector: listener(3) };
const direct = { kind: "direct", reason: "warehouse-bypass", entry: null } as const;
const absolute = { kind: "proxy", proxy: "http://127.0.0.1:3128", reason: "http_proxy", form: "absolute" } as const;

const checks = [
  check({ id: "one", host: "One.test" }),
  check({ id: "two", host: "two.test" }),
  check({ id: "six", host: "2001:db8::1", need: "optional" }),
  check({ id: "plain", host: "plain.test", port: 80, protocol: "http", route: absolute }),
  check({
    id: "redshift@127.0.0.1",
    host: "127.0.0.1",
    port: 5439,
    protocol: "redshift",
    route: direct,
    warehouse: { kind: "redshift", index: 0 },
  }),
];

it("what goes by the proxy is let through, to the origin of its protocol", () => {
  const rulings: Rulings = new Map();
  letThrough(checks, rulings, servers);
  expect(Object.fromEntries(rulings)).toEqual({
    "one.test:443": { kind: "forward", port: 2 },
    "two.test:443": { kind: "forward", port: 2 },
    "[2001:db8::1]:443": { kind: "forward", port: 2 },
    "plain.test:80": { kind: "forward", port: 1 },
  });
});

it("a domain is denied, another intercepted, and the dropped warehouse is found by its port", () => {
  const rulings: Rulings = new Map();
  const faults = breakSome(checks, rulings, servers, 5439);
  expect(Object.fromEntries(rulings)).toEqual({
    "two.test:443": { kind: "deny" },
    "one.test:443": { kind: "intercept", port: 3 },
  });
  expect(faults.map(({ checkId, code }) => [checkId, code])).toEqual([
    ["two", "proxy-denied"],
    ["one", "tls-untrusted"],
    ["redshift@127.0.0.1", "direct-blocked"],
  ]);
});

it("a fault that cannot be made here is no fault", () => {
  expect(breakSome(checks, new Map(), servers, null).map(({ code }) => code)).toEqual([
    "proxy-denied",
    "tls-untrusted",
  ]);
  expect(breakSome([], new Map(), servers, null)).toEqual([]);
});
