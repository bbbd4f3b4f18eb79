// One entry of NO_PROXY: what kind of spelling it is, which hosts it is meant for, and the spelling that all clients read alike.

import { isIP } from "node:net";
import { trafficTo } from "../../../plan/traffic.ts";
import { agreedSpelling } from "../../../settings/client-route/spelling.ts";
import type { ObservedCheck } from "../../evidence.ts";
import type { Host } from "./reader.ts";
import { isSnowflakeEntry, SNOWFLAKE_ENTRIES } from "./snowflake.ts";

export interface Spelling {
  /** What makes clients differ, for a sentence: "a bare domain". */
  trait: string;
  /** Hosts of which the entry says, to a reader, that they go direct. */
  meant: Host[];
  /** Null where no spelling does the same for all: a range of addresses. */
  alike: string[] | null;
}

/** Null where there is nothing to differ about: an empty entry, "*", a loopback address. */
export function spellingOf(raw: string): Spelling | null {
  const entry = raw.trim();
  if (entry === "" || entry === "*" || LOOPBACK.test(entry)) return null;
  const parts = entry.split(/[\s;|]+/);
  if (parts.length > 1) return several(parts);
  if (isRange(entry)) return range(entry);
  if (/^[a-z]+:\/\//i.test(entry))
    return respelled(entry, "a URL", entry.replace(/^[a-z]+:\/\//i, "").replace(/\/.*$/, ""));
  const port = /^([^:]+|\[.*\]):(\d+)$/.exec(entry);
  if (port) {
    const plain = spellingOf(port[1]!);
    const number = Number(port[2]);
    const meant = number > 65_535 ? [] : (plain?.meant ?? []).map((host) => ({ ...host, port: number }));
    return { trait: "a port", meant, alike: plain?.alike ?? null };
  }
  return byName(raw, entry);
}

const LOOPBACK = /^(?:\[?::1\]?|127(?:\.\d+){0,3}(?:\/\d+)?|0\.0\.0\.0)$/;

function byName(raw: string, entry: string): Spelling {
  const name = entry.toLowerCase().replace(/\.$/, "");
  const written = name.replace(/^\*?\.|^\*/, "");
  const address = written.replace(/^\[|\]$/g, "");
  if (isIP(address) !== 0) {
    const alike = isIP(address) === 6 ? [address, `[${address}]`] : [address];
    return { trait: alike.length > 1 ? "an IPv6 address" : traitOf(raw, entry), meant: [{ host: address }], alike };
  }
  if (/[*/:]|^\d+(\.\d+)*\.?$/.test(written)) return { trait: "a pattern", meant: sample(written), alike: null };
  const base = canonical(written);
  // No host has such a name: it excludes nothing, whoever reads it.
  if (base === null) return { trait: "no name of a host", meant: [], alike: null };
  const domain = name !== written || isDomain(base);
  const meant = domain ? [`www.${base}`, ...(name === written ? [base] : [])] : [base];
  const trait = base === written ? traitOf(raw, entry) : "letters beyond ASCII";
  return { trait, meant: meant.map((host) => ({ host })), alike: alike(name === written, base, domain) };
}

/** As clients see the name of a host: in ASCII; null where it is none. */
function canonical(name: string): string | null {
  return URL.canParse(`http://${name}/`) && !/[/?#@\\:%]/.test(name) ? new URL(`http://${name}/`).hostname : null;
}

/** "10." and "10.*" stand for 10.1.1.1 among others. */
function sample(pattern: string): Host[] {
  const parts = pattern.replaceAll("*", "1").replace(/\.$/, "").split(".");
  const numbers = parts.every((part) => /^\d+$/.test(part));
  const host = canonical(numbers ? [...parts, "1", "1", "1"].slice(0, 4).join(".") : parts.join("."));
  return host === null ? [] : [{ host }];
}

function alike(bare: boolean, base: string, domain: boolean): string[] {
  if (isSnowflakeEntry(base) && domain) return SNOWFLAKE_ENTRIES;
  if (!domain) return [base];
  return bare ? agreedSpelling(base, "domain").entries : [`.${base}`];
}

/** A name that usually stands for all that is under it: two labels, or three where the last two are a country's. */
function isDomain(name: string): boolean {
  return /^[^.]+\.[^.]+$|^[^.]+\.(?:co|com|org|net|gov|ac|edu)\.[a-z]{2}$/.test(name);
}

function traitOf(raw: string, entry: string): string {
  if (raw !== entry) return "a blank before or after it";
  if (/^\*/.test(entry)) return "a leading *";
  if (entry !== entry.toLowerCase()) return "capital letters";
  if (entry.endsWith(".")) return "a dot at its end";
  if (entry.startsWith(".")) return "a leading dot";
  return isDomain(entry) ? "a bare domain" : "one name";
}

function several(parts: string[]): Spelling {
  const each = parts.map(spellingOf).filter((spelling) => spelling !== null);
  const alike = each.flatMap((spelling) => spelling.alike ?? []);
  const meant = each.flatMap((spelling) => spelling.meant);
  return { trait: "several names without a comma between them", meant, alike: alike.length > 0 ? alike : parts };
}

function respelled(entry: string, trait: string, text: string): Spelling {
  const plain = spellingOf(text === entry ? "" : text);
  return { trait, meant: plain?.meant ?? [], alike: plain?.alike ?? null };
}

/** "10.0.0.0/8", "fd00::/8" */
export function isRange(entry: string): boolean {
  return /^[\d.]+\/\d+$|^[0-9a-f:]+\/\d+$/i.test(entry.trim());
}

function range(entry: string): Spelling {
  const [start = ""] = entry.split("/");
  return { trait: "a range of addresses", meant: isIP(start) === 0 ? [] : [{ host: start }], alike: null };
}

/** The hosts of the plan that stand under the entry's name and whose client reads NO_PROXY. */
export function plannedHosts(raw: string, checks: ObservedCheck[]): ObservedCheck[] {
  const base = raw
    .trim()
    .toLowerCase()
    .replace(/^\*?\.?/, "");
  if (base === "") return [];
  return checks.filter(({ check }) => {
    const { host, protocol, port, warehouse } = check;
    if (trafficTo(host, protocol, port, warehouse?.kind ?? null) === "socket") return false;
    return check.kind === "path" && (host === base || host.endsWith(`.${base}`));
  });
}
