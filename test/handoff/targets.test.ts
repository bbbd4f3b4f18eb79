import { describe, expect, test } from "vitest";
import { featuresOf, isRequired, purposesOf, targetsOf } from "../../src/handoff/targets.ts";
import type { Check } from "../../src/plan/check.ts";
import { byProxy, check, DIRECT } from "../support/checks.ts";

const PROXY = byProxy(3128);
const plain = { ...PROXY, form: "absolute" } as Check["route"];
const HTTPS_PROXY = { scheme: "https", host: "p", port: 1, href: "https://p:1" } as const;

const told = (checks: Check[], proxy: Parameters<typeof targetsOf>[1] = null, restApi = false) =>
  targetsOf(checks, proxy, restApi).map(({ way, host, port, checks: own }) => `${way} ${host}:${port} ${own.length}`);

test("the same host and port by one way is one target, by two ways it is two", () => {
  const checks = [
    check("https", "a.test", 443, PROXY),
    check("grpc", "A.TEST", 443, PROXY),
    check("https", "a.test", 443, DIRECT),
    check("https", "a.test", 8443, PROXY),
    check("http", "a.test", 80, plain),
    check("http", "a.test", 80, PROXY),
  ];
  expect(told(checks)).toEqual([
    "tunnel a.test:443 2",
    "direct a.test:443 1",
    "tunnel a.test:8443 1",
    "plain a.test:80 1",
    "tunnel a.test:80 1",
  ]);
});

test("samples and the wildcard's own row are the wildcard", () => {
  const own = { wildcard: "*.x.test" };
  const checks = [
    check("https", "s.x.test", 443, PROXY, own),
    check("https", "odd.x.test", 443, PROXY, { ...own, kind: "policy" }),
  ];
  expect(told(checks)).toEqual(["tunnel *.x.test:443 2"]);
});

test("what is skipped, and ways that must be closed, are no targets", () => {
  const checks = [
    check("https", "a.test", 443, PROXY, { skip: "left out by --skip a" }),
    check("https", "b.test", 443, { kind: "direct", reason: "strict-egress", entry: null }, { kind: "policy" }),
  ];
  expect(told(checks)).toEqual([]);
});

test("gRPC behind an HTTPS proxy: the tunnel of our probe, and the way that the client takes", () => {
  const checks = [check("grpc", "a.test", 443, PROXY)];
  expect(told(checks, HTTPS_PROXY)).toEqual(["tunnel a.test:443 1", "direct a.test:443 1"]);
  expect(told(checks, HTTPS_PROXY, true)).toEqual(["tunnel a.test:443 1"]);
  expect(targetsOf(checks, HTTPS_PROXY, false)[1]?.because).toContain("gRPC");
});

describe("of all who need it", () => {
  const [target] = targetsOf(
    [
      check("https", "a.test", 443, PROXY, { need: "optional", feature: "x", purpose: "One." }),
      check("https", "a.test", 443, PROXY, { feature: "y", purpose: "Two." }),
      check("https", "a.test", 443, PROXY, { feature: "y", purpose: "Two." }),
      check("postgres", "a.test", 443, PROXY, { kind: "client", feature: "y", purpose: "A login." }),
    ],
    null,
    false,
  );
  test("one that requires it makes it required", () => expect(isRequired(target!)).toBe(true));
  test("each feature and each purpose once", () => {
    expect(featuresOf(target!)).toBe("x, y");
    expect(purposesOf(target!)).toEqual(["One.", "Two."]);
  });
});
