// Squid's access rules for exactly the targets in use, to be included above the other http_access lines of squid.conf.

import { dstdomain, isCovered, withoutCovered } from "../whitelist/dstdomain.ts";
import type { Artifact } from "./artifact.ts";
import { comment, plain } from "./comment.ts";
import { isAddress } from "./emittable.ts";
import type { Handoff, Target } from "./handoff.ts";
import { featuresOf, isRequired, purposesOf } from "./targets.ts";

interface Rules {
  way: "tunnel" | "plain";
  port: number;
  targets: Target[];
}

const CONNECT = "acl carto_connect method CONNECT";

const PLACE = "Include this file in squid.conf above its first http_access line: the first line that matches decides.";
const DEBIAN_WILL_DO = "On Debian it can lie in /etc/squid/conf.d/, under a name before debian.conf.";
const DEBIAN_IS_TOO_LATE =
  "Debian's /etc/squid/conf.d/ will not do: it is read below deny CONNECT !SSL_ports, and some tunnels here are to other ports.";
const CHECKED = "Then: squid -k parse && squid -k reconfigure. Tested with Squid 5.7.";

/** What a stock squid.conf has not denied before it comes to the included files. */
function isUsual({ way, port }: Rules): boolean {
  return way === "tunnel" ? port === 443 : port === 80 || port === 443 || port > 1024;
}

export function squid(handoff: Handoff): Artifact {
  const { deployment, version, targets, found, choices, untested } = handoff;
  const groups = groupsOf(targets);
  const from = choices.clientCidrs.length === 0 ? [] : ["carto_clients"];
  const lines = [
    ...comment(`Squid access rules for CARTO Self-hosted, deployment ${deployment}, whitelist ${plain(version)}.`),
    ...comment(`${PLACE} ${groups.every(isUsual) ? DEBIAN_WILL_DO : DEBIAN_IS_TOO_LATE} ${CHECKED}`),
    ...(found === null
      ? []
      : comment("Only what the run of the report found missing: an addition to the rules that are there.")),
    "",
    ...clients(handoff),
    ...(groups.length > 0 ? [...comment("HTTPS and gRPC go through tunnels, which CONNECT opens."), CONNECT] : []),
    ...groups.flatMap((group) => rules(group, from)),
    ...(groups.length === 0 ? comment("No target goes through the proxy.") : []),
    ...hints(untested),
    ...(found === null ? denial(from) : []),
  ];
  return { text: `${lines.join("\n")}\n`, notes: notesOf(handoff, from) };
}

function groupsOf(targets: Target[]): Rules[] {
  const groups = new Map<string, Rules>();
  for (const target of targets) {
    const { way, port } = target;
    if (way === "direct") continue;
    const group = groups.get(`${way} ${port}`) ?? { way, port, targets: [] };
    group.targets.push(target);
    groups.set(`${way} ${port}`, group);
  }
  return [...groups.values()];
}

/** `-n`: a request for an address is not looked up to find its name, nor a name to find its address. */
function rules({ way, port, targets }: Rules, from: string[]): string[] {
  const name = `carto_${way}_${port}`;
  const what = way === "tunnel" ? `Tunnels to port ${port}` : `Plain HTTP requests to port ${port}`;
  const names = targets.filter(({ host }) => !isAddress(host));
  const addresses = targets.filter(({ host }) => isAddress(host));
  const ordered = withoutCovered([...names.filter(isRequired), ...names].map(({ host }) => dstdomain(host)));
  const allow = (acl: string) =>
    [
      "http_access allow",
      ...from,
      ...(way === "tunnel" ? ["carto_connect"] : ["!carto_connect"]),
      `${name}_port`,
      acl,
    ].join(" ");
  return [
    "",
    ...comment(`${what}: this port alone, and below the hosts.`),
    `acl ${name}_port port ${port}`,
    ...ordered.flatMap((domain) => [
      ...names.filter(({ host }) => dstdomain(host) === domain || isCovered(dstdomain(host), domain)).flatMap(reason),
      `acl ${name}_hosts dstdomain -n ${domain}`,
    ]),
    ...addresses.flatMap((target) => [...reason(target), `acl ${name}_addresses dst -n ${target.host}`]),
    ...comment(`${what} of these hosts are let through.`),
    ...(ordered.length === 0 ? [] : [allow(`${name}_hosts`)]),
    ...(addresses.length === 0 ? [] : [allow(`${name}_addresses`)]),
  ];
}

function reason(target: Target): string[] {
  const ids = [...new Set(target.checks.map(({ id }) => id))].join(", ");
  const need = isRequired(target) ? "required" : "optional";
  const browser = target.checks.every(({ leavesFrom }) => leavesFrom === "browser")
    ? " Opened by the users' browsers."
    : "";
  const seen = target.observed.length === 0 ? "" : ` Seen: ${target.observed.join("; ")}.`;
  return comment(`${ids} (${need}, ${featuresOf(target)}): ${purposesOf(target).join(" ")}${browser}${seen}`);
}

function clients({ choices: { clientCidrs } }: Handoff): string[] {
  if (clientCidrs.length === 0) return [];
  return [...comment("Where CARTO connects from."), ...clientCidrs.map((cidr) => `acl carto_clients src ${cidr}`), ""];
}

function hints(untested: Handoff["untested"]): string[] {
  return untested.flatMap(({ id, host, port, feature, purpose }) => [
    "",
    ...comment(`${id} (optional, ${feature}): ${purpose} In no plan: where you use it, take the # from:`),
    `# acl carto_tunnel_${port}_hosts dstdomain -n ${dstdomain(host)}`,
  ]);
}

function denial(from: string[]): string[] {
  if (from.length === 0)
    return ["", ...comment("Nothing else, for this proxy serves CARTO alone."), "http_access deny all"];
  return [
    "",
    ...comment("Nothing else for CARTO; the lines below in squid.conf decide for others."),
    "http_access deny carto_clients",
  ];
}

function notesOf({ found }: Handoff, from: string[]): string[] {
  if (found !== null || from.length > 0) return [];
  return [
    'The rules end with "http_access deny all": if others use this proxy, say by --client-cidr where CARTO connects from.',
  ];
}
