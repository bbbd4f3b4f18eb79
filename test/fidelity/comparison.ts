// The real library's outcome and way, beside the doctor's verdict and route of the rows that speak of it.

import type { FindingCode } from "../../src/diagnose/finding.ts";
import type { Report, ReportedCheck } from "../../src/report/report.ts";
import { LIBRARIES, type LibraryName, type Outcome } from "./job.ts";
import type { Subject } from "./subjects.ts";

export interface Cell {
  library: LibraryName;
  works: boolean;
  way: Way;
  why: string;
  /** Empty: the doctor agrees. */
  disagreements: string[];
  /** What the doctor says. */
  said: string;
}

/** Both: some of its connections to the target went by the proxy, and some did not. */
export type Way = "proxy" | "direct" | "both";

/** Findings that say that a library and our own probe, or two libraries, take different ways. */
const ROUTES_DIFFER: FindingCode[] = [
  "client-bypasses-proxy",
  "client-disagrees",
  "proxy-grpc-https",
  "no-proxy-snowflake",
  "no-proxy-ambiguous",
  "proxy-variable-case",
];

/** @param proxies host:port of each, by name and by address, or :port alone */
export function compare(
  outcomes: Record<LibraryName, Outcome>,
  report: Report,
  subjects: Record<LibraryName, Subject>,
  proxies: readonly string[],
): Cell[] {
  const ways = Object.fromEntries(LIBRARIES.map((library) => [library, wayOf(outcomes[library], proxies)]));
  return LIBRARIES.map((library) => {
    const { works, why } = outcomes[library];
    const way = ways[library]!;
    const { host } = subjects[library];
    const { client, path } = rowsOf(report, subjects[library]);
    // One row of our own stands for every library that asks this host.
    const ofHost = LIBRARIES.filter((other) => subjects[other].host === host).map((other) => ways[other]!);
    const disagreements = [
      ...clientDisagreements({ works, way }, client),
      ...pathDisagreements(works, ofHost, path, client),
    ];
    if (!client && !path) disagreements.push("no row speaks of it");
    return { library, works, way, why, said: told(client, path), disagreements };
  });
}

/** Where it went for its target: its question for revocation, on port 80, has variables of its own. */
function wayOf({ peers, connects }: Outcome, proxies: readonly string[]): Way {
  const isProxy = (peer: string) =>
    proxies.some((proxy) => peer === proxy || (proxy.startsWith(":") && peer.endsWith(proxy)));
  const toProxy = peers.some(isProxy);
  const forTarget = connects.some((target) => !target.endsWith(":80"));
  const past = peers.some((peer) => !isProxy(peer) && !peer.endsWith(":80"));
  if (toProxy && forTarget) return past ? "both" : "proxy";
  // It may never have got as far as CONNECT; or it goes direct, and never got as far as an address.
  return toProxy && connects.length === 0 && !past ? "proxy" : "direct";
}

function rowsOf({ checks }: Report, { client, host }: Subject) {
  const ofHost = checks.filter((check) => check.host === host && check.port !== 80);
  return {
    client: ofHost.find(({ id, kind }) => kind === "client" && id.startsWith(`client:${client}@`)),
    path: ofHost.find(({ kind }) => kind === "path"),
  };
}

type Row = ReportedCheck | undefined;

function clientDisagreements(real: { works: boolean; way: Way }, client: Row): string[] {
  if (!client) return [];
  return [
    ...(outcomeIn(client) === real.works ? [] : [`${client.id} is ${client.verdict}`]),
    ...(client.route.kind === real.way ? [] : [`${client.id} goes ${client.route.kind}`]),
  ];
}

function pathDisagreements(works: boolean, ways: Way[], path: Row, client: Row): string[] {
  if (!path) return [];
  const wrong: string[] = [];
  // Our own probe may get through where the library does not: the library's row says so then, with a finding of its own.
  const told = client?.verdict === "fail" && client.findings.length > 0;
  const outcome = outcomeIn(path);
  if (outcome !== works && !(outcome === true && told)) wrong.push(`${path.id} is ${path.verdict}`);
  const differ = client?.findings.some((code) => ROUTES_DIFFER.includes(code)) === true;
  if (!ways.includes(path.route.kind) && !differ) wrong.push(`${path.id} goes ${path.route.kind}`);
  return wrong;
}

/** Null: the doctor does not say. */
function outcomeIn({ verdict }: ReportedCheck): boolean | null {
  if (verdict === "pass" || verdict === "warn") return true;
  return verdict === "fail" ? false : null;
}

function told(...rows: Row[]): string {
  const texts = rows.flatMap((row) => (row ? [`${row.kind} ${row.verdict} ${row.route.kind}${codesOf(row)}`] : []));
  return texts.join(", ") || "nothing";
}

function codesOf({ findings }: ReportedCheck): string {
  return findings.length > 0 ? ` (${findings.join(" ")})` : "";
}
