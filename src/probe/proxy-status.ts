// What a status means that a proxy gave, where nothing else in its reply tells more.

import type { HttpReply, ProxyRefusal } from "./observation.ts";
import { headerValues } from "./reply.ts";

export type Kind = ProxyRefusal["kind"];

export interface Sign {
  kind: Kind;
  /** The line that decided. */
  sign: string;
}

export function signOfStatus(reply: HttpReply): Sign {
  return { kind: kindOfStatus(reply), sign: statusLine(reply) };
}

/** Apache's mod_proxy_connect 2.4 names the reason in its page alone. */
const NAME_NOT_FOUND = /\bDNS lookup failure for\b/i;

export function kindOfStatus(reply: HttpReply): Kind {
  if (reply.status >= 500 && NAME_NOT_FOUND.test(reply.body ?? "")) return "dns-failure";
  switch (reply.status) {
    case 407:
      return "auth-required";
    case 403:
    case 451:
      return "denied";
    case 429:
      return "rate-limited";
    case 502:
    case 503:
    case 504:
      return "upstream-unreachable";
    case 500:
      return /unable to connect/i.test(reply.statusText) ? "upstream-unreachable" : "other";
    case 400:
    case 404:
    case 405:
    case 501:
      return looksLikeProxy(reply) ? "other" : "not-a-proxy";
    default:
      return "other";
  }
}

// Forward proxies by the name that they put into Server. Web servers and CDNs that can also relay (nginx, envoy) are not among them.
export const PROXY_SERVER =
  /squid|tinyproxy|mitmproxy|privoxy|polipo|ccproxy|3proxy|wingate|zscaler|bluecoat|ironport|cisco-?wsa|mwg|mcafee|skyhigh|fortigate|fortiproxy|barracuda|websense|forcepoint|sonicwall|iboss|netskope|traffic ?server|\bats\b|goproxy|cntlm|smartfilter|sophos/i;
const PROXY_HEADER = /^(via|proxy-|x-squid-|x-cache|cache-status|x-bluecoat)/;

/** Any sign of a proxy at all: a web server that knows no CONNECT shows none. */
function looksLikeProxy(reply: HttpReply): boolean {
  if (reply.headers.some(([name]) => PROXY_HEADER.test(name) && name !== "proxy-connection")) return true;
  return headerValues(reply, "server").some((value) => PROXY_SERVER.test(value));
}

export function statusLine(reply: HttpReply): string {
  return `${reply.status} ${reply.statusText}`.trim();
}
