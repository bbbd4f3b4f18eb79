import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { networkPolicy } from "../../src/handoff/network-policy.ts";
import { KUBECTL } from "./consumer.ts";
import { handoffOf, handoffOfReport, type Wish } from "./handoff-of.ts";
import { kubectlCreates, kubectlDecodes, type NetworkPolicy, networkPolicySchema } from "./kubernetes.ts";

const HELM: Wish = { deployment: "helm", proxyCidrs: ["203.0.113.7/32"] };
const WAREHOUSES = ["postgres://db.corp:6432/x", "redis://10.1.2.3", "databricks://dbc-1.cloud.databricks.com"];

function policy(wish: Wish = {}): NetworkPolicy {
  return networkPolicySchema.parse(parse(networkPolicy(handoffOf({ ...HELM, ...wish })).text));
}

/** Whether a rule lets TCP (or UDP) through to what `peer` picks. */
function opens(wish: Wish, port: number, protocol: "TCP" | "UDP", peer: (peer: unknown) => boolean): boolean {
  return policy(wish).spec.egress!.some(
    ({ to = [], ports = [] }) =>
      to.some(peer) && ports.some((each) => each.port === port && each.protocol === protocol),
  );
}

const block = (cidr: string) => (peer: unknown) => (peer as { ipBlock?: { cidr: string } }).ipBlock?.cidr === cidr;

test("the subjects of the founding document: all pods but proxy and router, both ways", () => {
  const { metadata, spec } = policy({ namespace: "carto", release: "carto-prod" });
  expect(metadata).toEqual({
    name: "carto-no-internet-access",
    namespace: "carto",
    labels: { "app.kubernetes.io/instance": "carto-prod" },
  });
  expect(spec.podSelector).toEqual({
    matchExpressions: [{ key: "app.kubernetes.io/component", operator: "NotIn", values: ["proxy", "router"] }],
  });
  expect(spec.policyTypes).toEqual(["Ingress", "Egress"]);
  expect(spec.ingress).toEqual([{ from: [{ podSelector: {} }] }]);
  expect(spec.egress![0]).toEqual({ to: [{ podSelector: {} }] });
});

test("a proxy outside the namespace is opened, on its port alone", () => {
  expect(opens({}, 3128, "TCP", block("203.0.113.7/32"))).toBe(true);
  expect(opens({ proxyCidrs: [], proxy: "http://203.0.113.9:8080" }, 8080, "TCP", block("203.0.113.9/32"))).toBe(true);
  const inOther = (peer: unknown) => JSON.stringify(peer).includes('"kubernetes.io/metadata.name":"egress"');
  expect(opens({ proxyCidrs: [], proxy: "http://squid.egress.svc.cluster.local:3128" }, 3128, "TCP", inOther)).toBe(
    true,
  );
});

test("names: UDP and TCP, the DNS pods of kube-system by both selectors at once, and NodeLocal DNS", () => {
  const both = (peer: unknown) => {
    const { namespaceSelector, podSelector } = peer as Record<string, { matchLabels: Record<string, string> }>;
    const namespace = namespaceSelector?.matchLabels["kubernetes.io/metadata.name"] === "kube-system";
    return namespace && podSelector?.matchLabels["k8s-app"] === "kube-dns";
  };
  for (const protocol of ["UDP", "TCP"] as const) {
    expect(opens({}, 53, protocol, both)).toBe(true);
    expect(opens({}, 53, protocol, block("169.254.20.10/32"))).toBe(true);
    expect(opens({ dnsCidrs: ["10.96.0.10/32"] }, 53, protocol, block("10.96.0.10/32"))).toBe(true);
  }
});

test("no rule is for all pods of another namespace, for everything, or without ports outside the namespace", () => {
  const egress = policy({ warehouses: WAREHOUSES, hostCidrs: [{ host: "db.corp", cidr: "10.9.0.0/16" }] }).spec.egress!;
  for (const { to, ports } of egress.slice(1)) {
    expect(to!.length).toBeGreaterThan(0);
    expect(ports!.length).toBeGreaterThan(0);
  }
  expect(JSON.stringify(egress)).not.toContain("0.0.0.0/0");
});

describe("what goes direct", () => {
  const wish: Wish = { warehouses: WAREHOUSES, hostCidrs: [{ host: "db.corp", cidr: "10.9.0.0/16" }] };

  test("each warehouse in use has its own rule: host, port, and the address where it is known", () => {
    expect(opens(wish, 6432, "TCP", block("10.9.0.0/16"))).toBe(true);
    expect(opens(wish, 6379, "TCP", block("10.1.2.3/32"))).toBe(true);
    const { text } = networkPolicy(handoffOf({ ...HELM, ...wish }));
    expect(text).toContain("# db.corp:6432");
    expect(text).toContain("# dbc-1.cloud.databricks.com:443");
  });

  test("an unknown address is a marked line that no API server takes, and the operator is told", () => {
    const { text, notes } = networkPolicy(handoffOf({ ...HELM, ...wish }));
    expect(text.match(/TO FILL IN/g)).toHaveLength(1);
    expect(opens(wish, 443, "TCP", block("FILL-IN"))).toBe(true);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain("--cidr dbc-1.cloud.databricks.com=CIDR");
    expect(networkPolicy(handoffOf({ deployment: "helm" })).notes[0]).toContain("--proxy-cidr");
  });

  test("a warehouse inside the cluster needs no address", () => {
    const inOther = (peer: unknown) => JSON.stringify(peer).includes('"kubernetes.io/metadata.name":"data"');
    expect(opens({ warehouses: ["redis://redis.data.svc.cluster.local"] }, 6379, "TCP", inOther)).toBe(true);
  });

  test("a name without a dot may be a Service of this namespace: the line is marked, and says what to do then", () => {
    const { text } = networkPolicy(handoffOf({ ...HELM, warehouses: ["redis://redis-master"] }));
    expect(text).toMatch(/TO FILL IN[\s\S]*delete this rule/);
  });

  test("Snowflake behind an HTTP proxy needs no rule, behind an HTTPS proxy it does", () => {
    const snowflake = { warehouses: ["snowflake://acct"] };
    expect(networkPolicy(handoffOf({ ...HELM, ...snowflake })).text).not.toContain("snowflake");
    const { text } = networkPolicy(handoffOf({ ...HELM, ...snowflake, proxy: "https://proxy.corp:3129" }));
    expect(text).toContain("# acct.snowflakecomputing.com:443");
  });

  test("Pub/Sub behind an HTTPS proxy: its client goes direct, unless it asks by REST", () => {
    const secure = { proxy: "https://proxy.corp:3129" };
    expect(networkPolicy(handoffOf({ ...HELM, ...secure })).text).toContain("# pubsub.googleapis.com:443");
    const rest = { ...secure, environment: { PUBSUB_USE_REST_API: "true" } };
    expect(networkPolicy(handoffOf({ ...HELM, ...rest })).text).not.toContain("pubsub");
  });

  test("what NO_PROXY sends direct is opened; what leaves from nodes and browsers is not", () => {
    const { text } = networkPolicy(handoffOf({ ...HELM, environment: { NO_PROXY: ".tomtom.com,.docker.io" } }));
    expect(text).toContain("# api.tomtom.com:443");
    expect(text).not.toContain("docker");
  });
});

test("Workload Identity: the metadata server, only where it is on", () => {
  const from = { source: "customizations.yaml", line: 3, key: "commonBackendServiceAccount.enableGCPWorkloadIdentity" };
  const change: Wish["change"] = (settings) => {
    return { ...settings, configuration: { ...settings.configuration, workloadIdentity: from } };
  };
  expect(opens({ change }, 80, "TCP", block("169.254.169.254/32"))).toBe(true);
  expect(opens({ change }, 988, "TCP", block("169.254.169.252/32"))).toBe(true);
  expect(JSON.stringify(policy())).not.toContain("169.254.169.25");
});

describe("from a report", () => {
  const lost = (ids: string[]) =>
    networkPolicy(
      handoffOfReport({ ...HELM, environment: { HTTPS_PROXY: "http://p:1" }, warehouses: WAREHOUSES }, ({ checks }) => {
        for (const check of checks.filter(({ id }) => ids.includes(id)))
          Object.assign(check, { verdict: "fail", failedPhase: "tcp", findings: ["direct-blocked"] });
      }),
    ).text;

  test("a policy with the missing rules alone, which adds up with the one that is there", () => {
    const { metadata, spec } = networkPolicySchema.parse(parse(lost(["redis@10.1.2.3", "carto-auth"])));
    expect(metadata.name).not.toBe("carto-no-internet-access");
    expect(spec.policyTypes).toEqual(["Egress"]);
    expect(spec.egress).toEqual([
      { to: [{ ipBlock: { cidr: "10.1.2.3/32" } }], ports: [{ port: 6379, protocol: "TCP" }] },
    ]);
  });

  test("no policy at all where nothing direct failed: an empty one would close everything", () => {
    expect(parse(lost(["carto-auth"]))).toBeNull();
  });
});

describe("Kubernetes", () => {
  const wishes: [string, Wish][] = [
    ["the smallest", {}],
    ["with gaps", { proxyCidrs: [], warehouses: WAREHOUSES }],
    [
      "with everything",
      {
        namespace: "carto",
        release: "carto",
        dnsCidrs: ["10.0.0.10/32"],
        warehouses: WAREHOUSES,
        proxy: "https://p:1",
      },
    ],
  ];

  test.each(wishes)("%s: one document, by the API reference, without an unknown field", (_, wish) => {
    const { text } = networkPolicy(handoffOf({ ...HELM, ...wish }));
    expect(parseAllDocuments(text)).toHaveLength(1);
    expect(networkPolicySchema.safeParse(parse(text)).error?.issues ?? []).toEqual([]);
  });

  test.skipIf(KUBECTL === null).each(wishes)(
    "%s: kubectl takes it, by its own types and as a dry run",
    async (_, wish) => {
      const { text } = networkPolicy(handoffOf({ ...HELM, ...wish }));
      expect(kubectlDecodes(text)).toBe("NetworkPolicy");
      expect(await kubectlCreates(text)).toContain(
        "networkpolicy.networking.k8s.io/carto-no-internet-access created (dry run)",
      );
    },
  );

  test.skipIf(KUBECTL === null)("kubectl would have said that a type is wrong", () => {
    const { text } = networkPolicy(handoffOf(HELM));
    expect(kubectlDecodes(text.replace("policyTypes: [Ingress, Egress]", "policyTypes: Egress"))).toMatch(
      /cannot unmarshal/,
    );
  });
});
