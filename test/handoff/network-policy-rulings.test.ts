// What the generated policy lets out: all that CARTO's pods need and nothing else, and each rule has its use.

import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { networkPolicy } from "../../src/handoff/network-policy.ts";
import { handoffOf, type Wish } from "./handoff-of.ts";
import { networkPolicySchema } from "./kubernetes.ts";
import { type Connection, letsOut, selects } from "./policy-ruling.ts";

const OWN = "carto";
const place = { source: "customizations.yaml", line: 1, key: "commonBackendServiceAccount.enableGCPWorkloadIdentity" };
const wish: Wish = {
  deployment: "helm",
  proxyCidrs: ["203.0.113.7/32"],
  dnsCidrs: ["10.96.0.10/32"],
  warehouses: ["postgres://db.corp/x", "redis://10.1.2.3:6380", "redis://redis.data.svc.cluster.local"],
  hostCidrs: [{ host: "db.corp", cidr: "10.9.0.0/24" }],
  change: (settings) => ({ ...settings, configuration: { ...settings.configuration, workloadIdentity: place } }),
};
const policy = networkPolicySchema.parse(parse(networkPolicy(handoffOf(wish)).text));

const pod = (namespace: string, label: string, port: number, protocol: "TCP" | "UDP" = "TCP"): Connection => {
  const [name = "", value = ""] = label.split("=");
  return { to: { pod: { [name]: value }, namespace }, port, protocol };
};
const address = (text: string, port: number, protocol: "TCP" | "UDP" = "TCP"): Connection => {
  return { to: { address: text }, port, protocol };
};

const DNS = "k8s-app=kube-dns";
const NEEDED: Connection[] = [
  pod(OWN, "app.kubernetes.io/component=workspace-api", 3000),
  pod("kube-system", DNS, 53, "UDP"),
  pod("kube-system", DNS, 53),
  address("169.254.20.10", 53, "UDP"),
  address("10.96.0.10", 53),
  address("203.0.113.7", 3128),
  address("10.9.0.77", 5432),
  address("10.1.2.3", 6380),
  pod("data", "app=redis", 6379),
  address("169.254.169.254", 80),
  address("169.254.169.252", 988),
];

const CLOSED: Connection[] = [
  address("198.51.100.1", 443),
  address("198.51.100.1", 53, "UDP"),
  address("203.0.113.7", 443),
  address("203.0.113.8", 3128),
  address("10.9.0.77", 443),
  address("10.9.1.1", 5432),
  address("169.254.169.254", 443),
  pod("kube-system", "k8s-app=metrics-server", 53, "UDP"),
  pod("kube-system", DNS, 443),
  pod("other", DNS, 53, "UDP"),
  pod("data", "app=redis", 22),
  pod("other", "app=x", 3128),
];

const told = (connections: Connection[]) => connections.map((each) => JSON.stringify(each));
const denied = (changed: typeof policy) => NEEDED.filter((each) => !letsOut(changed, each, OWN));

test("it lets out whatever CARTO's pods need", () => expect(told(denied(policy))).toEqual([]));

test("and nothing else", () => {
  expect(told(CLOSED.filter((each) => letsOut(policy, each, OWN)))).toEqual([]);
});

test("it is about every pod of the namespace, a doctor's Job as well, but the proxy and the router", () => {
  const labels = (component: string) => ({ "app.kubernetes.io/component": component });
  const { podSelector } = policy.spec;
  expect(selects(podSelector, {})).toBe(true);
  expect(selects(podSelector, labels("maps-api"))).toBe(true);
  expect(selects(podSelector, labels("proxy"))).toBe(false);
  expect(selects(podSelector, labels("router"))).toBe(false);
});

describe("each rule has its use: without it something that is needed is closed, which the others did not open", () => {
  const rules = policy.spec.egress!;
  test.each(rules.map((_, at) => at))("rule %i", (at) => {
    const less = { ...policy, spec: { ...policy.spec, egress: rules.filter((_, other) => other !== at) } };
    const alone = { ...policy, spec: { ...policy.spec, egress: [rules[at]!] } };
    const lost = denied(less);
    expect(lost.length).toBeGreaterThan(0);
    expect(told(lost.filter((each) => !letsOut(alone, each, OWN)))).toEqual([]);
  });

  test("and every port and every address in it", () => {
    const useless = rules.flatMap((rule, at) => {
      const variants = [
        ...(rule.ports ?? []).map((port) => ({ ...rule, ports: rule.ports!.filter((other) => other !== port) })),
        ...(rule.to ?? []).map((peer) => ({ ...rule, to: rule.to!.filter((other) => other !== peer) })),
      ];
      return variants.filter((variant) => {
        const egress = rules.map((other, place) => (place === at ? variant : other));
        return denied({ ...policy, spec: { ...policy.spec, egress } }).length === 0;
      });
    });
    expect(useless).toEqual([]);
  });
});
