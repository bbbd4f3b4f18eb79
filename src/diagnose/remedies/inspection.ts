// How hosts are exempted from TLS inspection, or allowed, in the language of the product that inspects or denies.

import type { ObservedCheck } from "../evidence.ts";
import type { Actor } from "../finding.ts";
import type { Product } from "../product.ts";
import { withoutCovered } from "./squid.ts";

interface Change {
  do: string;
  snippet: { language: string; text: string };
}

/**
 * `named`: null where it is not known. Then, and where that product does not inspect, the lines are Squid's for a proxy, which anybody
 * can read, and a mere list for a firewall. `unsure`: what to hand over instead, where inspection is not certain.
 */
export function exemption(claimed: ObservedCheck[], named: Product | null, who: Actor, unsure?: string): Change {
  const product = named?.exemption ? named : null;
  const guess = product === null && who === "proxy-admin";
  const how = product ? ` In ${product.name}: ${product.exemption}.` : "";
  const others = guess ? " Written for Squid; other products take the same list of hosts:" : "";
  const lead = unsure ? `If it inspects TLS: hand the operator ${unsure}, or exempt` : "Exempt";
  return {
    do: `${lead} the CARTO hosts from TLS inspection, so that the targets' own certificates arrive.${how}${others}`,
    snippet: snippetFor(claimed, guess ? "squid" : product?.id),
  };
}

/** For products other than Squid, which has rules of its own: see squid.ts. */
export function allowance(claimed: ObservedCheck[], product: Product): Change {
  return {
    do: `Allow the CARTO hosts. In ${product.name}: ${product.allowance}.`,
    snippet: { language: "text", text: hostList(claimed).join("\n") },
  };
}

/** Squid's lines that let TLS to the targets pass unseen. */
export function squidSplice(claimed: ObservedCheck[]): Change["snippet"] {
  return snippetFor(claimed, "squid");
}

function snippetFor(claimed: ObservedCheck[], product: string | undefined): Change["snippet"] {
  const hosts = hostList(claimed);
  switch (product) {
    case "squid": {
      const names = withoutCovered(hosts.map(dotted));
      const lines = [
        "# above the first ssl_bump line in squid.conf; then: squid -k reconfigure",
        ...names.map((name) => `acl carto_not_inspected ssl::server_name ${name}`),
        "ssl_bump splice carto_not_inspected",
      ];
      return { language: "squid", text: lines.join("\n") };
    }
    case "mitmproxy":
      return { language: "sh", text: hosts.map((host) => `--ignore-hosts '${pattern(host)}'`).join(" \\\n") };
    case "zscaler":
      // In its URL categories a leading dot stands for every subdomain.
      return { language: "text", text: hosts.map(dotted).join("\n") };
    default:
      return { language: "text", text: hosts.join("\n") };
  }
}

function hostList(claimed: ObservedCheck[]): string[] {
  return [...new Set(claimed.map(({ check }) => check.wildcard ?? check.host))];
}

function dotted(host: string): string {
  return host.replace(/^\*\./, ".");
}

function pattern(host: string): string {
  const escaped = host.replace(/^\*\./, "").replace(/[.\\+*?[\](){}|^$]/g, "\\$&");
  return `^${host.startsWith("*.") ? "(.+\\.)?" : ""}${escaped}:`;
}
