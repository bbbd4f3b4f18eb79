// What a whitelisted host may look like, and what to write instead of one that does not.

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

export function isWildcard(host: string): boolean {
  return host.startsWith("*.");
}

/** Whether a concrete host, or a narrower wildcard, lies under a wildcard such as "*.example.com". */
export function liesUnder(host: string, wildcard: string): boolean {
  return host.endsWith(wildcard.slice(1)) && host.length > wildcard.length - 1;
}

/** What is wrong with a host, and the fix; null for a good one: a name, an address without brackets, or "*." and a name. */
export function hostProblem(host: string): string | null {
  // A URL may carry a password: nothing of it is repeated but the host.
  if (host.includes("://")) return `is a URL; ${writeHost(hostOfUrl(host))}`;
  if (host.includes("@")) return "holds '@'; write the host alone";
  if (/[\s\p{Cc}]/u.test(host)) return "holds white space; write the host alone";
  if (host.includes("/")) return `holds a path; ${writeHost(host.split("/")[0])}, and the path in 'path'`;
  if (/^[[]|[\]]$/.test(host) || host.split(":").length > 2) return addressProblem(host);
  const port = /^(.+):(\d+)$/.exec(host);
  if (port !== null) return `holds a port; write host: ${port[1]} and port: ${port[2]}`;
  if (host !== host.toLowerCase()) return `has upper case letters; write ${host.toLowerCase()}`;
  return nameProblem(host);
}

function nameProblem(host: string): string | null {
  if (host.startsWith(".")) return `starts with a dot; a wildcard is written "*${host}"`;
  if (host.endsWith(".")) return `ends with a dot; write ${host.replace(/\.+$/, "")}`;
  const name = isWildcard(host) ? host.slice(2) : host;
  if (name.includes("*")) return 'has a wildcard that is not a whole first label; write it as "*.example.com"';
  if (name.length <= 253 && name !== "" && name.split(".").every((label) => LABEL.test(label))) return null;
  return "is not a host name: labels of letters, digits and hyphens, divided by single dots";
}

function addressProblem(host: string): string | null {
  const bare = host.replace(/^\[|\](:\d+)?$/g, "");
  const valid = URL.canParse(`http://[${bare}]/`);
  if (valid && bare === host) return null;
  return valid ? `is an address in brackets; write ${bare}` : "is neither a host name nor an IPv6 address";
}

function hostOfUrl(text: string): string | undefined {
  // "*" is no URL host to every parser, so the authority is cut out by hand (RFC 3986 section 3.2).
  const authority = /^[^:]*:\/\/([^/?#]*)/.exec(text)?.[1];
  return authority?.replace(/^.*@/, "").replace(/:\d*$/, "").toLowerCase();
}

function writeHost(host: string | undefined): string {
  return host !== undefined && hostProblem(host) === null ? `write the host alone: ${host}` : "write the host alone";
}
