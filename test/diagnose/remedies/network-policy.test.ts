import { expect, test } from "vitest";
import { parse } from "yaml";
import { policyRule } from "../../../src/diagnose/remedies/network-policy.ts";
import { database, failed, seen, settings, tcp } from "../observations.ts";

const helm = settings({ deployment: "helm" });
const blocked = (host: string, ...addresses: string[]) => {
  const step = tcp(host, 5432);
  step.facts.attempts = addresses.map((address) => ({ address, result: "failed", ms: 1 }));
  return seen(database("postgres", { host }), failed(step, "timed-out"));
};

test("each port once, with every address that was tried", () => {
  const [remedy] = policyRule([blocked("a.test", "192.0.2.1", "2001:db8::1"), blocked("192.0.2.7")], helm, "true");
  expect(remedy?.who).toBe("operator");
  expect(parse(remedy!.snippet!.text)).toEqual([
    {
      to: ["192.0.2.1/32", "2001:db8::1/128", "192.0.2.7/32"].map((cidr) => ({ ipBlock: { cidr } })),
      ports: [{ protocol: "TCP", port: 5432 }],
    },
  ]);
});

test("words alone where no address is known, nothing on a single machine", () => {
  expect(policyRule([blocked("a.test")], helm, "true")).toEqual([
    { who: "operator", do: expect.stringContaining("NetworkPolicy"), verify: "true" },
  ]);
  expect(policyRule([blocked("192.0.2.7")], settings(), "true")).toEqual([]);
});
