// The one versioned document that every output reads. The JSON Schema in schema/ is generated from these types.

import type { Finding, FindingCode } from "../diagnose/finding.ts";
import type { Check } from "../plan/check.ts";
import type { FollowUp, Phase, PhaseRecord } from "../probe/observation.ts";
import type { SettingsSummary } from "../settings/settings.ts";
import type { Proof } from "./proof.ts";

export interface Report {
  schema: "carto-proxy/report/1";
  tool: {
    name: "carto-proxy";
    version: string;
    node: string;
    /** Of a saved report that was judged again: the version whose rules judged. */
    judgedBy?: string;
  };
  run: RunFacts;
  whitelist: {
    version: string;
    sha256: string;
    files: string[];
    /** Number of entries in the files, before any choice. */
    domains: number;
  };
  settings: SettingsSummary;
  summary: Summary;
  /** In plan order. */
  checks: ReportedCheck[];
  findings: Finding[];
}

export interface RunFacts {
  id: string;
  /** RFC 3339, UTC. */
  startedAt: string;
  durationMs: number;
  /** False where the deadline or a signal ended the run before every check was done. */
  complete: boolean;
  host: { os: string; container: boolean; kubernetes: string | null; lookedFrom?: LookedFrom };
  /** The command line, secrets left out. */
  command: string[];
}

/** Whose network was tested: its routes, its names and its firewall rules. Absent in older reports. */
export interface LookedFrom {
  network:
    | "host"
    /** A container's own. */
    | "container"
    /** That of one of CARTO's containers. */
    | "carto-container"
    /** One that other programs listen in, of which cannot be told whose they are. */
    | "shared"
    /** Neither the host's nor told any nearer. */
    | "separate"
    | "unknown";
  /** What it was told by, and what cannot be known. One sentence. */
  sign: string;
}

export type Verdict = "pass" | "warn" | "fail" | "unknown" | "skipped";

export interface Summary {
  verdict: "pass" | "warn" | "fail" | "incomplete";
  exitCode: 0 | 1 | 3 | 70;
  required: Record<Verdict, number>;
  optional: Record<Verdict, number>;
}

export interface ReportedCheck extends Check {
  verdict: Verdict;
  failedPhase: Phase | null;
  /** Why the verdict is unknown or skipped, else null. */
  reason: string | null;
  durationMs: number;
  phases: PhaseRecord[];
  /** What was asked once more because of what was seen; absent where nothing was. */
  followUp?: FollowUp;
  /** What the verdict rests on where that is less than the row says; absent elsewhere. */
  provenBy?: Proof;
  findings: FindingCode[];
}
