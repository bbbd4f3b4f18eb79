// One proxy variable's value → a usable proxy URL, or the one thing that is wrong with it. Never shows user or password.

import { isIPv6 } from "node:net";
import { type Credentials, Secret } from "./secret.ts";
import type { ProxyUrl, ProxyUrlProblem } from "./settings.ts";

export interface ParsedProxyUrl {
  /** The value as written, credentials masked, control characters shown as escapes: safe to print. */
  text: string;
  url: ProxyUrl | null;
  problem: ProxyUrlProblem | null;
}

const MASK = "***:***@";
const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;
const HOST = /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_.])?$/i;

/**
 * Reads `scheme://[user:password@]host:port[/]`, stricter than any client library: what one of them refuses is a
 * problem here (see the table of variable spellings in the client facts; curl and Node.js differ on most of them).
 */
export function parseProxyUrl(value: string): ParsedProxyUrl {
  const text = printable(maskCredentials(value));
  const broken = (kind: ProxyUrlProblem["kind"], what: string, fixed: string | null = null): ParsedProxyUrl => ({
    text,
    url: null,
    problem: { kind, text: what, fix: fixed === null ? null : fixIfUsable(fixed) },
  });

  const trimmed = value.trim();
  if (/^["'`]|["'`]$/.test(trimmed)) return broken("quotes", "quotation marks are part of the value", unquote(trimmed));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\s\u0000-\u001f\u007f]/.test(value)) {
    const carriage = value.endsWith("\r") ? " (a carriage return at the end: the file has Windows line ends)" : "";
    // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
    return broken("white-space", `it holds white space${carriage}`, value.replace(/[\s\u0000-\u001f\u007f]/g, ""));
  }

  const scheme = SCHEME.exec(value)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    return broken("no-scheme", "the scheme is missing", `http://${value.replace(/^:?\/\//, "")}`);
  }
  if (scheme !== "http" && scheme !== "https") {
    return broken("unknown-scheme", `the scheme ${scheme}:// is not supported by CARTO: http:// or https:// is needed`);
  }

  const rest = value.slice(scheme.length + 3);
  const end = rest.search(/[/?#]/);
  const authority = end === -1 ? rest : rest.slice(0, end);
  const tail = end === -1 ? "" : rest.slice(end);
  if (tail.includes("@")) {
    return broken("unreadable", "the user or password holds / ? or #, which must be percent-encoded");
  }
  const at = authority.lastIndexOf("@");
  const userinfo = at === -1 ? "" : authority.slice(0, at);
  const hostPort = authority.slice(at + 1);

  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(hostPort);
  const colons = hostPort.split(":").length - 1;
  if (!bracketed && colons > 1) {
    const address = hostPort.replace(/:\d+$/, "");
    // Brackets around anything else would be found wrong again, without end.
    const fixed = isIPv6(address) ? `${scheme}://[${address}]${hostPort.slice(address.length)}` : null;
    return broken("bad-host", "an IPv6 address must stand in brackets", fixed);
  }
  const host = bracketed ? bracketed[1]! : hostPort.split(":")[0]!;
  const port = bracketed ? bracketed[2] : hostPort.split(":")[1];
  if (host === "") return broken("no-host", "the host is missing");
  if (bracketed ? !isIPv6(host) : !HOST.test(host))
    return broken("bad-host", `"${printable(host)}" is not a host name or address`);
  if (port === undefined || port === "") {
    return broken("no-port", "the port is missing: some clients would use 80 or 443, curl uses 1080");
  }
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  if (number < 1 || number > 65_535) return broken("bad-port", `"${printable(port)}" is not a port: 1 to 65535`);
  if (tail !== "" && tail !== "/") {
    return broken("path", `it goes on after the port with "${printable(tail)}"`, `${scheme}://${authority}`);
  }

  const href = `${scheme}://${bracketed ? `[${host}]` : host}:${number}`;
  return { text, url: { scheme, host, port: number, credentials: credentials(userinfo), href }, problem: null };
}

/** Replaces everything between `://` (or the start) and the last `@`: the password may itself hold an `@`. */
export function maskCredentials(value: string): string {
  const at = value.lastIndexOf("@");
  if (at === -1) return value;
  const scheme = /^[^@]*?:\/\//.exec(value)?.[0] ?? "";
  return `${scheme}${MASK}${value.slice(at + 1)}`;
}

function credentials(userinfo: string): Credentials | null {
  if (userinfo === "" || userinfo === ":") return null;
  const colon = userinfo.indexOf(":");
  const user = colon === -1 ? userinfo : userinfo.slice(0, colon);
  const password = colon === -1 ? "" : userinfo.slice(colon + 1);
  return { user: new Secret(decoded(user)), password: new Secret(decoded(password)) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function unquote(value: string): string {
  return value.replace(/^["'`]+|["'`]+$/g, "");
}

/** A fix is only proposed where it would itself be accepted. */
function fixIfUsable(fixed: string): string | null {
  const parsed = parseProxyUrl(fixed);
  return parsed.problem === null ? parsed.text : parsed.problem.fix;
}

function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is made visible
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (character) => JSON.stringify(character).slice(1, -1));
}
