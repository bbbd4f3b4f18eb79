// The marks of the matrix: plain ASCII, which any log and any terminal keeps.

import type { Check } from "../../plan/check.ts";
import { PHASES, type Phase } from "../../probe/observation.ts";
import type { ReportedCheck, Verdict } from "../../report/report.ts";
import type { Paint } from "../style.ts";

export interface Mark {
  text: string;
  paint: Paint | null;
}

export const VERDICT_MARKS: Record<Verdict, Mark> = {
  pass: { text: "ok", paint: "good" },
  warn: { text: "warn", paint: "doubtful" },
  fail: { text: "FAIL", paint: "bad" },
  unknown: { text: "?", paint: "doubtful" },
  skipped: { text: "skip", paint: "quiet" },
};

const OK: Mark = { text: "ok", paint: null };
/** Of a way that must be closed: where it ends. */
const SHUT: Mark = { text: "shut", paint: null };
const NOT_REACHED: Mark = { text: "-", paint: "quiet" };
const NO_PART: Mark = { text: "", paint: null };

/** What one phase of a check shows; empty where the phase is no part of it. */
export function phaseMark(check: ReportedCheck, phase: Phase): Mark {
  const record = check.phases.find((candidate) => candidate.phase === phase);
  if (record !== undefined && (!record.ok || check.failedPhase === phase)) return VERDICT_MARKS.fail;
  if (record !== undefined) return isShut(check) && record === check.phases.at(-1) ? SHUT : OK;
  if (!possiblePhases(check).includes(phase)) return NO_PART;
  const last = check.phases.at(-1)?.phase;
  const isLater = last === undefined || PHASES.indexOf(phase) > PHASES.indexOf(last);
  if (!isLater || check.verdict === "pass" || check.verdict === "warn") return NO_PART;
  if (check.failedPhase !== null || check.verdict === "skipped") return NOT_REACHED;
  return check.verdict === "unknown" ? unknownMark(check, phase) : NO_PART;
}

/** Of --strict-egress: nothing answered. Where something else answered in the host's place, it is no pass. */
export function isShut({ route, verdict }: ReportedCheck): boolean {
  return route.reason === "strict-egress" && verdict === "pass";
}

/** The first phase without a record is where the measurement was cut. */
function unknownMark(check: ReportedCheck, phase: Phase): Mark {
  const last = check.phases.at(-1)?.phase;
  const from = last === undefined ? 0 : PHASES.indexOf(last) + 1;
  const next = possiblePhases(check).find((candidate) => PHASES.indexOf(candidate) >= from);
  return phase === next ? VERDICT_MARKS.unknown : NOT_REACHED;
}

/** The phases that a check of this kind goes through when all is well, in order. */
export function possiblePhases(check: Check): Phase[] {
  return PHASES.filter((phase) => PARTS[phase](check));
}

const PARTS: Record<Phase, (check: Check) => boolean> = {
  dns: ({ host, route }) => !isAddress(route.kind === "proxy" ? hostOf(route.proxy) : host),
  tcp: () => true,
  "proxy-tls": ({ route }) => route.kind === "proxy" && route.proxy.startsWith("https:"),
  tunnel: ({ route }) => route.kind === "proxy" && route.form === "tunnel",
  tls: ({ kind, protocol, route }) => isTlsPart(kind, route) && ["https", "grpc", "tls"].includes(protocol),
  exchange: ({ kind, protocol }) => kind !== "policy" && protocol !== "tcp" && protocol !== "tls",
  login: ({ kind, protocol }) => kind === "client" || protocol === "redis",
};

/** A policy check by the proxy ends at its tunnel. */
function isTlsPart(kind: Check["kind"], route: Check["route"]): boolean {
  return kind !== "policy" || route.kind === "direct";
}

function isAddress(host: string): boolean {
  return /^[\d.]+$/.test(host) || host.includes(":");
}

/** Of scheme://host:port; an IPv6 address in brackets is recognised by its colons. */
function hostOf(proxy: string): string {
  return proxy.replace(/^[a-z]+:\/\//, "").replace(/:\d+$/, "");
}
