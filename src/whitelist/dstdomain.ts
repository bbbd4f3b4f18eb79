// Whitelisted hosts as Squid's `dstdomain` takes them: a leading dot for a wildcard, and no name that another one covers.

/** ".example.com" for "*.example.com": to Squid that is example.com and all under it. */
export function dstdomain(host: string): string {
  return host.replace(/^\*/, "");
}

/** Whether a dotted name lets another through, dotted or not: Squid complains of the two in one list. */
export function isCovered(name: string, by: string): boolean {
  return by.startsWith(".") && (`.${name}`.endsWith(by) || name.endsWith(by));
}

/** Each name once, in the order given, those left out that another one covers. */
export function withoutCovered(names: string[]): string[] {
  const unique = [...new Set(names)];
  return unique.filter((name) => !unique.some((other) => other !== name && isCovered(name, other)));
}
