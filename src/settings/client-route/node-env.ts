// Node.js's own clients under NODE_USE_ENV_PROXY=1: fetch is the undici inside, http and https have a reading of their own.

import { isIPv4 } from "node:net";
import { breaks, bypasses, firstFilled, goesDirect, usesProxy } from "./answer.ts";
import type { ClientReading, ClientRoute, ClientTarget, Variables } from "./client-route.ts";
import { locate } from "./proxy-location.ts";
import { readUndici, type UndiciGeneration } from "./undici.ts";

type Major = 22 | 24 | 26;

const UNDICI: Record<Major, UndiciGeneration> = { 22: "6", 24: "7", 26: "8.10" };
const VERSIONS: Record<Major, string> = { 22: "22.23.3", 24: "24.21.0", 26: "26.10.0" };

export const nodeFetch = (major: Major): ClientReading => ({
  client: "node-fetch-env",
  versions: `Node ${major}`,
  version: VERSIONS[major],
  read: (variables, target) => readFetch(major, variables, target),
});

export const nodeHttp = (major: 22 | 24): ClientReading => ({
  client: "node-http-env",
  versions: major === 22 ? "Node 22" : "Node >=24",
  version: VERSIONS[major],
  read: (variables, target) => readHttp(major, variables, target),
});

function readFetch(major: Major, variables: Variables, target: ClientTarget): ClientRoute {
  const any = firstFilled(variables, "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy");
  return any === null ? goesDirect() : readUndici(UNDICI[major], variables, target);
}

/** The process ends at start where its fetch cannot be set up, so https fails with it. */
function readHttp(major: 22 | 24, variables: Variables, target: ClientTarget): ClientRoute {
  const start = readFetch(major, variables, target);
  if (start.route === "error") return { ...start, why: "the process ends at start: its fetch cannot use the value" };
  const chosen = firstFilled(variables, `${target.scheme}_proxy`, `${target.scheme.toUpperCase()}_PROXY`);
  if (chosen === null) return goesDirect();
  if (/[\r\n]/.test(chosen.value)) return breaks(chosen.name, "it throws: the value holds a line break");
  const location = locate(chosen.value);
  if (!/^https?:\/\//.test(chosen.value) || location === null)
    return goesDirect("the value does not begin with http://");
  const list = firstFilled(variables, "no_proxy", "NO_PROXY");
  const entry = list === null ? undefined : list.value.split(",").find((each) => covers(major, each, target));
  if (entry !== undefined && list !== null) return bypasses(entry.trim(), list.name);
  return usesProxy(chosen.name, location);
}

/** Trimmed, without case: exact host or host:port, `.x` as a suffix, `*.x` for subdomains, `*`, a range of IPv4 addresses. */
function covers(major: 22 | 24, raw: string, target: ClientTarget): boolean {
  const entry = raw.trim().toLowerCase();
  const { host } = target;
  if (entry === "*" || entry === host || entry === `${host}:${target.port}`) return true;
  // Node 22 forgets the dot: ".example.com" covers notexample.com as well.
  if (entry.startsWith(".") && (host === entry.slice(1) || host.endsWith(major === 22 ? entry.slice(1) : entry)))
    return true;
  if (entry.startsWith("*.") && host.endsWith(entry.slice(1))) return true;
  const [first = "", last = ""] = entry.split("-").map((part) => part.trim());
  if (!entry.includes("-") || ![host, first, last].every((part) => isIPv4(part))) return false;
  return number(first) <= number(host) && number(host) <= number(last);
}

function number(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}
