// snowflake-sdk, which changed its reading of NO_PROXY twice: a pattern in the URL, one at its start, then a whole host name.

import { breaks, bypasses, type Chosen, firstFilled, goesDirect, usesProxy } from "./answer.ts";
import type { ClientReading, ClientTarget } from "./client-route.ts";
import { bracketed, locate, type ProxyLocation, withScheme } from "./proxy-location.ts";

type Match = (entry: string, target: ClientTarget) => boolean;

const reading = (
  versions: string,
  version: string,
  match: Match,
  decides: (entry: string) => boolean,
): ClientReading => ({
  client: "snowflake-sdk",
  versions,
  version,
  read: (variables, target) => {
    const http = firstFilled(variables, "http_proxy", "HTTP_PROXY");
    const https = firstFilled(variables, "https_proxy", "HTTPS_PROXY");
    const [chosen, other] = target.scheme === "https" ? [https, http] : [http, https];
    if (chosen === null) return goesDirect();
    const location = usable(chosen);
    if (location === null) return breaks(chosen.name, UNUSABLE);
    const list = firstFilled(variables, "no_proxy", "NO_PROXY");
    try {
      const entry = list?.value.split(/[,|]/).find((raw) => match(raw.trim(), target));
      if (entry !== undefined && decides(entry) && list !== null) return bypasses(entry.trim(), list.name);
    } catch {
      return breaks(list?.name ?? chosen.name, "it throws: an entry is no regular expression");
    }
    // It compares the two variables for a warning, and throws where it cannot read the one that it does not need.
    if (other !== null && usable(other) === null) return breaks(other.name, UNUSABLE);
    if (target.scheme === "http" && location.scheme !== "http")
      return breaks(chosen.name, "it throws: a plain request needs an http:// proxy");
    return usesProxy(chosen.name, location, /^https?$/.test(location.scheme) ? null : "plain HTTP is spoken to it");
  },
});

/** The entry by which the newest driver goes direct. */
export function snowflakeEntry(list: string, target: ClientTarget): string | null {
  return (
    list
      .split(/[,|]/)
      .find((raw) => wholeHost(raw.trim(), target))
      ?.trim() ?? null
  );
}

/** Anchored at both ends, `*` and a leading dot stand for any text; case-sensitive. */
const wholeHost: Match = (entry, { host }) => {
  const [first = "", ...rest] = entry.replace(/^\./, "*").split("*");
  const name = bracketed(host);
  const last = rest.pop();
  if (last === undefined) return name === first;
  // The pieces one after the other, not the driver's regular expression: many stars would keep that busy for ever.
  let from = first.length;
  for (const piece of rest) {
    const found = name.indexOf(piece, from);
    if (found === -1) return false;
    from = found + piece.length;
  }
  return name.startsWith(first) && name.endsWith(last) && name.length - last.length >= from;
};

/**
 * A regular expression at the start of the URL: `https://` stands before every host, so only a leading `*` gets past it.
 * An empty entry matches, is then taken for "none found", and so hides those after it.
 */
const startOfUrl: Match = (entry, target) =>
  isFollowed(entry) && new RegExp(`^${entry.replace("*", ".*?")}`).test(href(target));

/** A regular expression anywhere in the URL: "ample.com" covers example.com, and "" everything. */
const anywhere: Match = (entry, target) =>
  isFollowed(entry) && new RegExp(entry.replace("*", ".*?")).test(href(target));

/** A long or much repeated expression could take for ever; no such entry was ever meant. */
function isFollowed(entry: string): boolean {
  return entry.length <= 253 && (entry.match(/[*+?{]/g) ?? []).length <= 3 && !/\)[*+?{]/.test(entry);
}

export const snowflake = reading(">=2.4", "3.3.0", wholeHost, (entry) => entry !== "");
export const snowflake22 = reading("2.2 to 2.3", "2.3.1", startOfUrl, (entry) => entry !== "");
export const snowflake1 = reading("<2.2", "2.1.0", anywhere, () => true);

function href({ scheme, host, port }: ClientTarget): string {
  return new URL(`${scheme}://${bracketed(host)}:${port}/`).href;
}

const UNUSABLE = "it throws where no caller can catch it: no URL with a host, or a user without a password";

function usable({ value }: Chosen): ProxyLocation | null {
  const url = URL.parse(withScheme(value, "http"));
  const location = locate(withScheme(value, "http"));
  if (url === null || location === null || location.host === "") return null;
  return (url.username === "") === (url.password === "") ? location : null;
}
