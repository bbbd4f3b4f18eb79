// What CARTO's pods connect to by themselves, as peers of a NetworkPolicy: the proxy, and the targets that go direct.

import { OWN_ENTRY } from "./bypass.ts";
import { isAddress } from "./emittable.ts";
import type { Handoff, Target } from "./handoff.ts";
import { featuresOf, isRequired, purposesOf } from "./targets.ts";

export interface Opening {
  title: string;
  why: string;
  host: string;
  port: number;
  /** In YAML's flow style; empty where no address is known. */
  peers: string[];
  /** The option that would say it. */
  option: string;
}

export function proxyOpening({ proxy, choices, clusterDomain }: Handoff): Opening {
  const { host, port, href } = proxy!;
  const inCluster = namespaceOf(host, clusterDomain);
  const why = {
    outside: "the way out for everything else.",
    within:
      "the way out for everything else. A policy is held against the port of the proxy's pod: if its Service has another one, write the pod's here.",
  }[inCluster === null ? "outside" : "within"];
  const given = choices.proxyCidrs.map(ipBlock);
  const peers = given.length > 0 ? given : peersOf(host, clusterDomain);
  return { title: `The proxy ${href}`, why, host, port, peers, option: "--proxy-cidr CIDR" };
}

/** Pods alone, and what is in use: a whitelist row that merely could go direct opens nothing. */
export function directOpenings(handoff: Handoff): Opening[] {
  const { targets, choices, clusterDomain } = handoff;
  return targets
    .filter((target) => isOpened(target, handoff))
    .map((target) => {
      const { host, port } = target;
      const given = choices.hostCidrs.filter((each) => each.host === host).map(({ cidr }) => ipBlock(cidr));
      const seen = target.observed.length === 0 ? "" : ` Seen: ${target.observed.join("; ")}.`;
      return {
        title: `${host}:${port}, ${featuresOf(target)}`,
        why: `${purposesOf(target).join(" ")} ${reasonOf(target)}${seen}`,
        host,
        port,
        peers: given.length > 0 ? given : peersOf(host, clusterDomain),
        option: `--cidr ${host}=CIDR`,
      };
    });
}

function isOpened(target: Target, { bypass }: Handoff): boolean {
  const { way, checks } = target;
  if (way !== "direct" || !checks.some(({ leavesFrom }) => leavesFrom === "pod")) return false;
  if (isRequired(target) || checks.some(({ feature }) => feature === "data-warehouse")) return true;
  // An entry for Snowflake's account hosts covers the whitelist's sample of them too, which nobody needs.
  const own = bypass.filter(({ why }) => why === OWN_ENTRY).map(({ entry }) => entry);
  return checks.some(({ route }) => route.reason === "no_proxy" && own.includes(route.entry ?? ""));
}

/** Why it does not go through the proxy. */
export function reasonOf({ because, checks }: Target): string {
  if (because !== null) return because;
  const route = checks[0]?.route;
  if (route?.kind !== "direct") return "";
  switch (route.reason) {
    case "no_proxy":
      return "Direct, since NO_PROXY has it.";
    case "warehouse-bypass":
      return "Direct: its driver uses no proxy, or not this one.";
    default:
      return "";
  }
}

function peersOf(host: string, clusterDomain: string): string[] {
  if (isAddress(host)) return [ipBlock(`${host}/${host.includes(":") ? 128 : 32}`)];
  const namespace = namespaceOf(host, clusterDomain);
  if (namespace === null) return [];
  return [`namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: "${namespace}" } }`];
}

/** Of a Service's whole name; null for any other. A name without a dot may be a Service of this namespace, or a host of the node's own domain. */
function namespaceOf(host: string, clusterDomain: string): string | null {
  if (isAddress(host) || host.startsWith("*")) return null;
  const suffix = `.svc.${clusterDomain}`;
  const name = host.endsWith(suffix) ? host.slice(0, -suffix.length) : host.endsWith(".svc") ? host.slice(0, -4) : null;
  return name === null ? null : (name.split(".").at(-1) ?? null);
}

function ipBlock(cidr: string): string {
  return `ipBlock: { cidr: "${cidr}" }`;
}
