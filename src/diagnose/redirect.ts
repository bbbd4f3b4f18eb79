// Where a reply sends its reader, and whether that reads like a login or like a page that says no.

import type { Check } from "../plan/check.ts";
import type { HttpReply } from "../probe/observation.ts";
import { isLocal, siteOf } from "./site.ts";

export interface Redirect {
  /** As sent. */
  location: string;
  /** Without brackets. */
  host: string;
  reads: "login" | "block" | "other";
  /** It leads to another site than the target's. */
  away: boolean;
  /** It leads from a public name into a network of its own, as no origin on the Internet does. */
  local: boolean;
}

const LOGIN = /log-?in|sign-?in|log-?on|auth|portal|captive|\bsso\b|saml|guest|hotspot|wifi|cfru/i;
const BLOCK = /block|denied|deny|forbidden|restricted|prohibited|not-?allowed|(?:web|url|content)-?filter/i;

/** Null where the reply sends nobody anywhere: no redirect by status and Location, nor by a meta element of the page. */
export function redirectOf(reply: HttpReply, { host, protocol }: Pick<Check, "host" | "protocol">): Redirect | null {
  const location = locationOf(reply);
  if (location === null) return null;
  const base = `${protocol === "http" ? "http" : "https"}://${host.includes(":") ? `[${host}]` : host}/`;
  if (!URL.canParse(location, base)) return null;
  const to = new URL(location, base);
  const target = to.hostname.replace(/^\[|\]$/g, "");
  // What follows the question mark often holds the address that was asked for, whose words are not the page's.
  const named = `${to.hostname}${to.pathname}`;
  const reads = BLOCK.test(named) ? "block" : LOGIN.test(named + to.search) ? "login" : "other";
  const away = siteOf(target) !== siteOf(host);
  return { location, host: target, reads, away, local: away && isLocal(target) && !isLocal(host) };
}

function locationOf(reply: HttpReply): string | null {
  if (reply.status >= 300 && reply.status < 400) {
    return reply.headers.find(([name]) => name === "location")?.[1] ?? null;
  }
  const meta = /<meta\b[^>]*http-equiv\s*=\s*["']?refresh\b[^>]*>/i.exec(reply.body ?? "")?.[0];
  return /url\s*=\s*["']?([^"'>\s]+)/i.exec(meta ?? "")?.[1] ?? null;
}
