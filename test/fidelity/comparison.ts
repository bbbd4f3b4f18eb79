// The real library's outcome and way, beside the doctor's verdict and route of the rows that speak of it.

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

export type Way = "proxy" | "direct";

/** @param proxies host:port of each, by name and by address */
export function compare(
  outcomes: Record<LibraryName, Outcome>,
  report: Report,
  subjects: Record<LibraryName, Subject>,
  proxies: readonly string[],
): Cell[] {
  return LIBRARIES.map((library) => {
    const { works, why } = outcomes[library];
    const way = wayOf(outcomes[library], proxies);
    const { client, path } = rowsOf(report, subjects[library]);
    return {
      library,
      works,
      way,
      why,
      said: told(client, path),
      disagreements: disagreementsOf({ works, way }, client, path),
    };
  });
}

/** Where it went for its target: its question for revocation, on port 80, has variables of its own. */
function wayOf({ peers, connects }: Outcome, proxies: readonly string[]): Way {
  const through = peers.some((peer) => proxies.includes(peer)) && !connects.every((target) => target.endsWith(":80"));
  // A library that never got as far as CONNECT, or that looks its own target's name up first.
  const silent = connects.length === 0 && peers.some((peer) => proxies.includes(peer));
  return through || silent ? "proxy" : "direct";
}

function rowsOf({ checks }: Report, { client, host }: Subject) {
  const ofHost = checks.filter((check) => check.host === host && check.port !== 80);
  return {
    client: ofHost.find(({ id, kind }) => kind === "client" && id.startsWith(`client:${client}@`)),
    path: ofHost.find(({ kind }) => kind === "path"),
  };
}

type Row = ReportedCheck | undefined;

function disagreementsOf(real: { works: boolean; way: Way }, client: Row, path: Row): string[] {
  const wrong: string[] = [];
  if (client) {
    if (outcomeIn(client) !== real.works) wrong.push(`${client.id} is ${client.verdict}`);
    if (client.route.kind !== real.way) wrong.push(`${client.id} goes ${client.route.kind}`);
  }
  if (path) {
    const outcome = outcomeIn(path);
    // Our own probe may get through where the library does not: the library's row says so then, with a finding of its own.
    const told = client?.verdict === "fail" && client.findings.length > 0;
    if (outcome !== real.works && !(outcome === true && told)) wrong.push(`${path.id} is ${path.verdict}`);
    const noted = (client?.findings.length ?? 0) > 0;
    if (path.route.kind !== real.way && !noted) wrong.push(`${path.id} goes ${path.route.kind}`);
  }
  if (!client && !path) wrong.push("no row speaks of it");
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
