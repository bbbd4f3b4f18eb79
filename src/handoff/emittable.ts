// What may be written into a generated file as it is. A saved report can say anything: nothing of it may end a line or open a rule.

import { isIP } from "node:net";
import { UsageError } from "../settings/usage-error.ts";

/** Underscores, as names of containers may have them. */
const NAME = /^(\*\.)?[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/i;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

export function isEmittableHost(host: string): boolean {
  return isAddress(host) || (NAME.test(host) && host.length <= 253);
}

/** Without a zone: "fe80::1%eth0" means something on one machine alone. */
export function isAddress(host: string): boolean {
  return isIP(host) !== 0 && !host.includes("%");
}

/** @throws {UsageError} for what is no host: nothing is written then. */
export function emittedHost(host: string): string {
  if (isEmittableHost(host)) return host.toLowerCase();
  throw new UsageError(`${JSON.stringify(host.slice(0, 80))} is no host name and no address: nothing was written`);
}

/** "10.1.2.3" and "10.1.2.3/32" alike. @throws {UsageError} */
export function emittedCidr(text: string, option: string): string {
  const [address = "", bits, ...more] = text.split("/");
  const most = isIP(address) === 6 ? 128 : 32;
  const length = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : most + 1;
  if (isAddress(address) && length <= most && more.length === 0) return `${address}/${length}`;
  throw new UsageError(`${option} ${text}: not an address range: write it as 203.0.113.0/24, or a single address`);
}

/** The name of a namespace or a Helm release (RFC 1123 label). @throws {UsageError} */
export function emittedLabel(name: string | undefined, option: string): string | null {
  if (name === undefined || LABEL.test(name)) return name ?? null;
  throw new UsageError(`${option} ${name}: lower-case letters, digits and hyphens, 63 at most`);
}
