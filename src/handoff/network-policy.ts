// A Kubernetes NetworkPolicy that leaves CARTO's pods no way out but the proxy, the name servers and what they reach directly.

import type { Artifact } from "./artifact.ts";
import { comment } from "./comment.ts";
import { directOpenings, type Opening, proxyOpening } from "./egress.ts";
import type { Handoff } from "./handoff.ts";

/** The API server refuses it as a CIDR: a policy with a gap cannot be applied by mistake. */
const TO_FILL = "FILL-IN";

export function networkPolicy(handoff: Handoff): Artifact {
  const { found, choices } = handoff;
  const openings = found === null ? [proxyOpening(handoff), ...directOpenings(handoff)] : directOpenings(handoff);
  const whole = found === null;
  if (!whole && openings.length === 0) return { text: `${comment(NOTHING).join("\n")}\n`, notes: [] };
  const lines = [
    ...comment(whole ? PURPOSE : ADDITION),
    "apiVersion: networking.k8s.io/v1",
    "kind: NetworkPolicy",
    "metadata:",
    `  name: ${whole ? "carto-no-internet-access" : "carto-more-egress"}`,
    ...(choices.namespace === null ? comment(NO_NAMESPACE, "  ") : [`  namespace: ${choices.namespace}`]),
    ...(choices.release === null ? [] : ["  labels:", `    app.kubernetes.io/instance: ${choices.release}`]),
    "spec:",
    ...comment(SUBJECTS, "  "),
    "  podSelector:",
    "    matchExpressions:",
    "      - key: app.kubernetes.io/component",
    "        operator: NotIn",
    "        values: [proxy, router]",
    `  policyTypes: [${whole ? "Ingress, Egress" : "Egress"}]`,
    ...(whole ? WITHIN : []),
    "  egress:",
    ...(whole ? [...SAME_NAMESPACE, ...names(choices.dnsCidrs)] : []),
    ...openings.flatMap(rule),
    ...(whole && handoff.workloadIdentity ? METADATA : []),
    ...(whole ? API_SERVER : []),
  ];
  return { text: `${lines.join("\n")}\n`, notes: openings.flatMap(gap) };
}

const PURPOSE =
  "CARTO's pods reach one another, the name servers, the proxy, and the warehouses that no proxy can be used for: nothing else. No name was looked up for this file: the addresses are those of the options.";
const ADDITION =
  "What the run of the report could not reach directly, as an addition: NetworkPolicies add up. Where there is no other policy, apply none: this one would close everything else.";
const NOTHING =
  "Nothing that CARTO's pods connect to directly failed in the run of the report: there is no policy to add.";
const NO_NAMESPACE = "namespace: say it by --namespace, or by kubectl apply --namespace";
const SUBJECTS =
  "All pods but the proxy's (where it runs in this namespace, with this label) and the router, which users reach from outside. Pods without the label are matched as well. The router's own metrics container is thereby exempt.";

const WITHIN = [
  "  ingress:",
  ...comment("From this namespace. An empty podSelector means all pods of the policy's own namespace.", "    "),
  "    - from:",
  "        - podSelector: {}",
];

const SAME_NAMESPACE = [
  ...comment("To this namespace: CARTO's services among themselves.", "    "),
  "    - to:",
  "        - podSelector: {}",
];

const DNS_PORTS = ["      ports:", "        - { port: 53, protocol: UDP }", "        - { port: 53, protocol: TCP }"];

/** One item with both selectors: pods named so in that namespace. Two items would mean either. */
function names(cidrs: string[]): string[] {
  return [
    ...comment("Names: the cluster's DNS pods in kube-system. TCP as well, for answers that do not fit UDP.", "    "),
    ...comment(
      "OpenShift has other names: namespace openshift-dns, label dns.operator.openshift.io/daemonset-dns: default, port 5353.",
      "    ",
    ),
    "    - to:",
    "        - namespaceSelector:",
    "            matchLabels:",
    "              kubernetes.io/metadata.name: kube-system",
    "          podSelector:",
    "            matchLabels:",
    "              k8s-app: kube-dns",
    ...DNS_PORTS,
    ...comment(
      "Names, where NodeLocal DNS runs: its usual address on each node; other name servers by --dns-cidr.",
      "    ",
    ),
    "    - to:",
    ...["169.254.20.10/32", ...cidrs].map((cidr) => `        - ipBlock: { cidr: "${cidr}" }`),
    ...DNS_PORTS,
  ];
}

const METADATA = [
  ...comment(
    "Workload Identity: the metadata server of the node gives the tokens. 80: what pods ask; 988 at 169.254.169.252: reported by Google's documentation for GKE without Dataplane V2.",
    "    ",
  ),
  "    - to:",
  '        - ipBlock: { cidr: "169.254.169.254/32" }',
  "      ports:",
  "        - { port: 80, protocol: TCP }",
  "    - to:",
  '        - ipBlock: { cidr: "169.254.169.252/32" }',
  "      ports:",
  "        - { port: 988, protocol: TCP }",
];

/** Only the operator knows its addresses, and whether such pods run in this namespace. */
const API_SERVER = [
  ...comment(
    "Not opened: the Kubernetes API. Pods that ask it and run in this namespace, usually the Admin Console of KOTS and the Replicated SDK, need its address too (kubectl -n default get endpoints kubernetes):",
    "    ",
  ),
  "    # - to:",
  '    #     - ipBlock: { cidr: "<address of the API server>/32" }',
  "    #   ports:",
  "    #     - { port: 6443, protocol: TCP }",
];

function rule({ title, why, peers, host, port }: Opening): string[] {
  const missing = peers.length === 0;
  return [
    ...comment(`${title}: ${why}`, "    "),
    ...(missing ? comment(toFill(host), "    ") : []),
    "    - to:",
    ...(missing ? [`        - ipBlock: { cidr: ${TO_FILL} }`] : peers.map((peer) => `        - ${peer}`)),
    "      ports:",
    `        - { port: ${port}, protocol: TCP }`,
  ];
}

function toFill(host: string): string {
  const service = host.includes(".")
    ? ""
    : " If it is a Service of this namespace: delete this rule, which is then covered.";
  return `TO FILL IN: the addresses of ${host}, as 203.0.113.7/32 (getent ahosts ${host}).${service}`;
}

function gap({ title, host, peers, option }: Opening): string[] {
  if (peers.length > 0) return [];
  return [
    `${title}: a NetworkPolicy takes addresses alone, and no name is looked up here. Fill in the line marked TO FILL IN, or say ${option} for ${host}.`,
  ];
}
