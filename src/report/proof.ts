// What a row's verdict rests on, where that is less than the row says: a wildcard tested by some hosts, a port by TCP alone.

import type { ReportedCheck } from "./report.ts";

/**
 * `wildcard`: how many of its hosts were tested and how many got through, and what the proxy said to a host that nobody has.
 * `tcp-alone`: a connection and nothing more, which a firewall that takes every connection gives too.
 */
export type Proof =
  | {
      kind: "wildcard";
      tested: number;
      through: number;
      anyHost: "let-through" | "denied" | "untold" | "not-asked";
    }
  | { kind: "tcp-alone" };

/** The same check, with its proof where it needs one. */
export function withProof(check: ReportedCheck, all: ReportedCheck[]): ReportedCheck {
  const provenBy = proofOf(check, all);
  return provenBy === null ? check : { ...check, provenBy };
}

function proofOf(check: ReportedCheck, all: ReportedCheck[]): Proof | null {
  if (check.wildcard !== null) return wildcardProof(check, all);
  const passed = check.verdict === "pass" || check.verdict === "warn";
  const tcp = check.phases.find((record) => record.phase === "tcp");
  return passed && tcp?.facts.provesTcpAlone ? { kind: "tcp-alone" } : null;
}

function wildcardProof(check: ReportedCheck, all: ReportedCheck[]): Proof {
  const rows = all.filter((other) => other.wildcard === check.wildcard && other.port === check.port);
  const samples = new Map(rows.filter(({ kind }) => kind === "path").map((row) => [row.host, row]));
  const tested = [...samples.values()].filter(({ verdict }) => verdict !== "skipped" && verdict !== "unknown");
  const own = rows.find(({ kind }) => kind === "policy");
  return {
    kind: "wildcard",
    tested: tested.length,
    through: tested.filter(({ verdict }) => verdict !== "fail").length,
    anyHost: own === undefined ? "not-asked" : answerOf(own),
  };
}

function answerOf({ verdict, failedPhase }: ReportedCheck): "let-through" | "denied" | "untold" {
  if (verdict === "pass" || verdict === "warn") return "let-through";
  return verdict === "fail" && failedPhase === "tunnel" ? "denied" : "untold";
}
