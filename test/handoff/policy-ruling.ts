// What a NetworkPolicy lets out, as the API reference says it: rules and peers are alternatives, the selectors of one peer hold together.

import { BlockList, isIPv6 } from "node:net";
import type { NetworkPolicy } from "./kubernetes.ts";

type Rule = NonNullable<NetworkPolicy["spec"]["egress"]>[number];
type Peer = NonNullable<Rule["to"]>[number];
type Selector = NetworkPolicy["spec"]["podSelector"];
type Labels = Record<string, string>;

/** Of a pod, or of what is no pod. */
export type Target = { pod: Labels; namespace: string } | { address: string };

export interface Connection {
  to: Target;
  port: number;
  protocol: "TCP" | "UDP";
}

/** `own`: the namespace that the policy stands in. */
export function letsOut({ spec }: NetworkPolicy, connection: Connection, own: string): boolean {
  return (spec.egress ?? []).some((rule) => fits(rule, connection, own));
}

function fits({ to, ports }: Rule, connection: Connection, own: string): boolean {
  const port = ({ port, protocol }: { port: number; protocol: string }) =>
    port === connection.port && protocol === connection.protocol;
  return (
    (to === undefined || to.some((peer) => isPeer(peer, connection.to, own))) &&
    (ports === undefined || ports.some(port))
  );
}

function isPeer(peer: Peer, to: Target, own: string): boolean {
  if ("ipBlock" in peer) return "address" in to && isIn(to.address, peer.ipBlock.cidr);
  if ("address" in to) return false;
  const namespaces = "namespaceSelector" in peer ? peer.namespaceSelector : undefined;
  const inNamespace =
    namespaces === undefined
      ? to.namespace === own
      : selects(namespaces, { "kubernetes.io/metadata.name": to.namespace });
  return inNamespace && (!("podSelector" in peer) || selects(peer.podSelector, to.pod));
}

/** An empty selector selects everything. */
export function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean {
  const all = Object.entries(matchLabels).every(([name, value]) => labels[name] === value);
  return all && matchExpressions.every(({ key, operator, values = [] }) => holds(operator, labels[key], values));
}

/** NotIn holds where the label is absent. */
function holds(operator: string, value: string | undefined, values: string[]): boolean {
  const within = value !== undefined && values.includes(value);
  return { In: within, NotIn: !within, Exists: value !== undefined, DoesNotExist: value === undefined }[operator]!;
}

function isIn(address: string, cidr: string): boolean {
  const [network = "", bits] = cidr.split("/");
  const family = isIPv6(network) ? "ipv6" : "ipv4";
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family);
  return list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}
