// Which names belong together, as far as names can tell, and which exist inside a company's network alone.

import { isAddress } from "./service.ts";

/**
 * The last two labels: enough to tell owners apart without a list of public suffixes. Two names under one suffix of two labels
 * (a.co.uk, b.co.uk) pass for related, which makes us claim too little and never too much.
 */
export function siteOf(host: string): string {
  const name = host.toLowerCase().replace(/\.$/, "");
  return isAddress(name) ? name : name.split(".").slice(-2).join(".");
}

/** At least two of them belong to different owners. Addresses say nothing of an owner. */
export function areUnrelated(hosts: string[]): boolean {
  return new Set(hosts.filter((host) => !isAddress(host)).map(siteOf)).size > 1;
}

/** A private address (RFC 1918, RFC 4193, link-local), a name without a dot, or one under a suffix that no public name has. */
export function isLocal(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, "");
  if (/^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(name)) return isAddress(name);
  if (/^(?:::1$|f[cd]|fe[89ab])/.test(name) && name.includes(":")) return true;
  if (isAddress(name)) return false;
  return (
    !name.includes(".") || /\.(?:local|localdomain|internal|intranet|corp|home|lan|private|home\.arpa)$/.test(name)
  );
}
