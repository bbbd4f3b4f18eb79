// The two HTTP stacks of Google's libraries: gaxios (tokens) and teeny-request (BigQuery calls). Upper case first, both.

import { breaks, bypasses, type Chosen, firstFilled, firstSet, goesDirect, usesProxy } from "./answer.ts";
import type { ClientReading, ClientRoute, ClientTarget } from "./client-route.ts";
import { bracketed, locate } from "./proxy-location.ts";

export const gaxios: ClientReading = {
  client: "gaxios",
  versions: ">=6.7",
  version: "8.3.3",
  read: (variables, target) => {
    const chosen = firstFilled(variables, "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy");
    // An empty NO_PROXY hides no_proxy here, and does not in teeny-request.
    return decide(chosen, firstSet(variables, "NO_PROXY", "no_proxy"), target, true);
  },
};

export const teenyRequest: ClientReading = {
  client: "teeny-request",
  versions: ">=9",
  version: "11.1.1",
  read: (variables, target: ClientTarget) => {
    const chosen = firstFilled(variables, "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy");
    return decide(chosen, firstFilled(variables, "NO_PROXY", "no_proxy"), target, false);
  },
};

function decide(chosen: Chosen | null, list: Chosen | null, target: ClientTarget, whole: boolean): ClientRoute {
  if (chosen === null) return goesDirect();
  const entry = googleEntry(list?.value ?? "", target, whole);
  if (entry !== null && list !== null) return bypasses(entry, list.name);
  const location = locate(chosen.value);
  if (location === null) return breaks(chosen.name, "it throws: the value is no URL");
  if (location.host === "") {
    return breaks(chosen.name, "the host is taken for a scheme: it connects to port 80 of its own machine");
  }
  return usesProxy(chosen.name, location, /^https?$/.test(location.scheme) ? null : "plain HTTP is spoken to it");
}

/** Trimmed; `.x` and `*.x` are suffixes, anything else an exact host or origin (gaxios: or URL); case-sensitive. */
export function googleEntry(list: string, { scheme, host, port }: ClientTarget, whole: boolean): string | null {
  const name = bracketed(host);
  const url = new URL(`${scheme}://${name}:${port}/`);
  const exact = [name, url.origin, ...(whole ? [url.href] : [])];
  const covers = (entry: string) =>
    /^(\*)?\./.test(entry) ? name.endsWith(entry.replace(/^\*/, "")) : exact.includes(entry);
  return (
    list
      .split(",")
      .find((entry) => covers(entry.trim()))
      ?.trim() ?? null
  );
}
