import { describe, expect, it } from "vitest";
import { chooseVictims, deniedDomain, droppedWarehouse, interceptedDomain } from "../../src/demo/fault.ts";
import { check } from "./checks.ts";

const direct = { kind: "direct", reason: "no-proxy-configured", entry: null } as const;

describe("what to break", () => {
  it("is two required domains that go by the proxy", () => {
    const victims = chooseVictims([
      check({ id: "one", host: "one.test" }),
      check({ id: "two", host: "two.test" }),
      check({ id: "optional", host: "optional.test", need: "optional" }),
      check({ id: "grpc", host: "grpc.test", protocol: "grpc" }),
      check({ id: "node", host: "node.test", leavesFrom: "node" }),
      check({ id: "direct", host: "direct.test", route: direct }),
      check({ id: "other-port", host: "port.test", port: 8443 }),
    ]);
    expect([victims.denied?.id, victims.intercepted?.id]).toEqual(["two", "one"]);
  });

  it("is never a target that another check has too", () => {
    const victims = chooseVictims([
      check({ id: "one", host: "one.test" }),
      check({ id: "shared", host: "shared.test" }),
      check({ id: "shared-grpc", host: "shared.test", protocol: "grpc" }),
    ]);
    expect([victims.denied?.id, victims.intercepted?.id]).toEqual(["one", undefined]);
  });

  it("is nothing where there is nothing", () => {
    expect(chooseVictims([])).toEqual({ denied: null, intercepted: null });
  });
});

it("a fault says which check must fail, with which code, and names the target", () => {
  const warehouse = check({ id: "redshift@127.0.0.1", host: "127.0.0.1", port: 5439, route: direct });
  expect(deniedDomain(check())).toMatchObject({ code: "proxy-denied", checkId: "a", host: "a.test", port: 443 });
  expect(interceptedDomain(check()).code).toBe("tls-untrusted");
  expect(droppedWarehouse(warehouse)).toMatchObject({ code: "direct-blocked", checkId: "redshift@127.0.0.1" });
  for (const fault of [deniedDomain(check()), interceptedDomain(check())]) expect(fault.text).toContain("a.test");
  expect(droppedWarehouse(warehouse).text).toContain("127.0.0.1:5439");
});
