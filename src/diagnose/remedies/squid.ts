// Squid rules that let exactly the claimed hosts through, each on its own port. Other products take the same list.

import type { Check } from "../../plan/check.ts";
import type { ObservedCheck } from "../evidence.ts";
import { isAddress } from "../service.ts";

/** In Squid the first http_access line that matches decides: these go above every `deny` and above what asks for a login. */
export function squidRules(claimed: ObservedCheck[]): { language: string; text: string } {
  const groups = new Map<string, Check[]>();
  for (const { check } of claimed) {
    const name = `carto_${tunnelled(check) ? "connect" : "plain"}_${check.port}`;
    groups.set(name, [...(groups.get(name) ?? []), check]);
  }
  const blocks = [...groups].map(([name, checks]) => allow(name, checks));
  const text = ["# above the first http_access line in squid.conf; then: squid -k reconfigure", ...blocks.flat()].join(
    "\n",
  );
  return { language: "squid", text };
}

/** The same, for a redirector (url_rewrite_program) that sends requests to a page of its own: it is not to be asked about these. */
export function squidRulesPastRedirector(claimed: ObservedCheck[]): { language: string; text: string } {
  const { language, text } = squidRules(claimed);
  const acls = new Set([...text.matchAll(/^acl (\w+_(?:hosts|addresses)) /gm)].map(([, name]) => name ?? ""));
  const rewrites = [...acls].map((name) => `url_rewrite_access deny ${name}`);
  const lead = "# and above any other url_rewrite_access line, for a redirector such as squidGuard";
  return { language, text: [text, lead, ...rewrites].join("\n") };
}

/** Where Squid's own resolver gives no answer, or the wrong one. */
export function squidNameServers(): { language: string; text: string } {
  return {
    language: "squid",
    text: "# in place of the dns_nameservers line; then: squid -k reconfigure\ndns_nameservers <address of a name server that knows public names>",
  };
}

function allow(name: string, checks: Check[]): string[] {
  const connect = checks.some(tunnelled);
  const port = checks[0]?.port ?? 443;
  const hosts = withoutCovered(checks.map(({ wildcard, host }) => (wildcard ?? host).replace(/^\*\./, ".")));
  const names = hosts.filter((host) => !isAddress(host)).map((host) => `acl ${name}_hosts dstdomain ${host}`);
  const addresses = hosts.filter((host) => isAddress(host)).map((host) => `acl ${name}_addresses dst ${host}`);
  const method = connect ? [`acl ${name}_method method CONNECT`] : [];
  const rule = (what: string) =>
    `http_access allow ${[...(connect ? [`${name}_method`] : []), `${name}_port`, what].join(" ")}`;
  return [
    ...method,
    `acl ${name}_port port ${port}`,
    ...names,
    ...addresses,
    ...(names.length ? [rule(`${name}_hosts`)] : []),
    ...(addresses.length ? [rule(`${name}_addresses`)] : []),
  ];
}

/** Squid complains about a host that a `.suffix` of the same list covers. */
export function withoutCovered(hosts: string[]): string[] {
  const unique = [...new Set(hosts)];
  return unique.filter(
    (host) => !unique.some((other) => other !== host && other.startsWith(".") && `.${host}`.endsWith(other)),
  );
}

function tunnelled({ protocol, route }: Check): boolean {
  return protocol !== "http" || (route.kind === "proxy" && route.form === "tunnel");
}
