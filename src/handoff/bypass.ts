// What NO_PROXY must hold, in the spelling that CARTO's client libraries read alike, and what it must not hold.

import { agreedSpelling } from "../settings/client-route/spelling.ts";
import { maskCredentials } from "../settings/proxy-url.ts";
import type { DeploymentKind } from "../settings/settings.ts";
import { isAddress, isEmittableHost } from "./emittable.ts";
import type { Bypass } from "./handoff.ts";

export interface BypassFacts {
  deployment: DeploymentKind;
  clusterDomain: string;
  workloadIdentity: boolean;
  /** Account hosts that have to be reached without the proxy: Snowflake behind an HTTPS proxy. */
  snowflakeHosts: string[];
  /** NO_PROXY as the operator has it, split at commas. */
  own: string[];
  /** Required hosts that are meant for the proxy. */
  proxied: string[];
}

export const OWN_ENTRY = "your own entry";

/** The containers of a single VM that CARTO's services speak HTTP with, as its compose file names them. */
const SERVICES = [
  "notifier",
  "workspace-api",
  "maps-api",
  "import-api",
  "lds-api",
  "http-cache",
  "redis",
  "workspace-postgres",
];

/** Order: this machine, CARTO's own services, the platform, warehouses, the operator's. `notes`: what was changed or left out. */
export function bypassEntries(facts: BypassFacts): { bypass: Bypass[]; notes: string[] } {
  const bypass = [...internal(facts), ...metadata(facts), ...snowflake(facts)];
  const notes: string[] = [];
  for (const raw of facts.own) {
    if (bypass.some(({ entry }) => entry === raw)) continue;
    const { entries, note } = respelled(raw, facts.proxied);
    if (note !== null) notes.push(note);
    for (const entry of entries) if (!isKnown(entry, bypass)) bypass.push({ entry, why: OWN_ENTRY });
  }
  return { bypass, notes };
}

function internal({ deployment, clusterDomain }: BypassFacts): Bypass[] {
  const self = ["localhost", "127.0.0.1"].map((entry) => ({ entry, why: "this machine" }));
  if (deployment === "vm") return [...self, ...SERVICES.map((entry) => ({ entry, why: "a container of CARTO's own" }))];
  return [...self, { entry: `.svc.${clusterDomain}`, why: "CARTO's services among themselves, inside the cluster" }];
}

function metadata({ workloadIdentity }: BypassFacts): Bypass[] {
  if (!workloadIdentity) return [];
  const names = ["169.254.169.254", "metadata", "metadata.google.internal"];
  return names.map((entry) => ({ entry, why: "Workload Identity: tokens come from the node's own metadata server" }));
}

/** Drivers 2.2 and 2.3 do not know the leading dot, gRPC does not know the asterisk: both stand here. */
function snowflake({ snowflakeHosts }: BypassFacts): Bypass[] {
  const domains = new Set(snowflakeHosts.map((host) => `snowflakecomputing.${host.endsWith(".cn") ? "cn" : "com"}`));
  const why = "Snowflake does not support an HTTPS proxy; the leading dot, for bare names are exact to its driver";
  return [...domains].flatMap((domain) => [`.${domain}`, `*.${domain}`].map((entry) => ({ entry, why })));
}

interface Respelled {
  entries: string[];
  note: string | null;
}

/** One of the operator's entries: a bare domain and its subdomains are two entries to most libraries. */
function respelled(raw: string, proxied: string[]): Respelled {
  const text = raw
    .trim()
    .replace(/^[["']+|["'\]]+$/g, "")
    .trim()
    .toLowerCase();
  const left = (why: string): Respelled => ({
    entries: [],
    note: `NO_PROXY: ${JSON.stringify(maskCredentials(raw.trim()))} was left out: ${why}.`,
  });
  if (text === "") return { entries: [], note: null };
  if (text === "*") return left("it would send everything around the proxy");
  if (text.includes("/"))
    return left("client libraries differ in whether they know address ranges; list the addresses");
  const bare = text
    .replace(/^https?:\/\//, "")
    .replace(/^\*?\./, "")
    .replace(/:\d+$/, "")
    .replace(/\.$/, "");
  const address = isAddress(text) || isAddress(text.replace(/:\d+$/, ""));
  if (!isEmittableHost(bare) || bare.includes("*")) return left("it is no host name and no address");
  const covered = proxied.find((host) => host === bare || host.endsWith(`.${bare}`));
  if (covered !== undefined) return left(`it would send ${covered} around the proxy`);
  if (address || !bare.includes(".")) return { entries: [bare], note: null };
  const { entries } = agreedSpelling(bare, "domain");
  // A leading dot was meant for what is below the name, not for the name itself.
  return { entries: /^\*?\./.test(text) ? entries.filter((entry) => entry !== bare) : entries, note: null };
}

/** There already, or below a domain that is. */
function isKnown(entry: string, bypass: Bypass[]): boolean {
  return bypass.some(
    ({ entry: other }) => other === entry || (/^[^.*]/.test(entry) && other.startsWith(".") && entry.endsWith(other)),
  );
}
