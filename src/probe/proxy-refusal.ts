// Reads a proxy's own "no" from its reply: RFC 9209 Proxy-Status, the signs of known proxies, and last the status.

import { authSchemes } from "./challenge.ts";
import type { HttpReply, ProxyRefusal } from "./observation.ts";
import { explicitSign } from "./proxy-sign.ts";
import { kindOfStatus, PROXY_SERVER, signOfStatus, statusLine } from "./proxy-status.ts";
import { headerValues } from "./reply.ts";

/** Of a reply to CONNECT that was no 2xx: it is always the proxy's. */
export function connectRefusal(reply: HttpReply): ProxyRefusal {
  const sign = explicitSign(reply) ?? signOfStatus(reply);
  return { ...sign, authSchemes: authSchemes(headerValues(reply, "proxy-authenticate")) };
}

/**
 * Of a reply to a plain request that went through a forward proxy: null where it is the origin's own answer. Any status can be the
 * origin's, so that only evidence makes it the proxy's.
 */
export function plainRefusal(reply: HttpReply): ProxyRefusal | null {
  if (reply.status < 400) return redirection(reply);
  const schemes = authSchemes(headerValues(reply, "proxy-authenticate"));
  const explicit = explicitSign(reply);
  if (explicit) return { ...explicit, authSchemes: schemes };
  const server = headerValues(reply, "server")[0] ?? "";
  if (!PROXY_SERVER.test(server)) return null;
  const kind = kindOfStatus(reply);
  return { kind, sign: `${statusLine(reply)} (Server: ${server})`, authSchemes: schemes };
}

/** Squid's `deny_info` sends elsewhere, to a block page or to a login, and marks what it made itself: it says no. */
function redirection(reply: HttpReply): ProxyRefusal | null {
  const mark = headerValues(reply, "x-squid-error")[0] ?? "";
  if (
    reply.status < 300 ||
    !/^(?:\d{3} |ERR_ACCESS_DENIED\b)/.test(mark) ||
    headerValues(reply, "location").length === 0
  )
    return null;
  return { kind: "other", sign: `X-Squid-Error: ${mark}`, authSchemes: [] };
}
