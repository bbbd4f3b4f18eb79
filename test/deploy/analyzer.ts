// The Preflight, and how troubleshoot.sh evaluates its textAnalyze analyzers: pkg/analyze/text_analyze.go of replicatedhq/troubleshoot.

import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { PREFLIGHT_FILE } from "../../scripts/preflight.ts";
import type { PodSpec } from "./manifests.ts";

export interface Outcome {
  when?: string;
  message: string;
}

export type Kind = "pass" | "warn" | "fail";

export interface TextAnalyze {
  checkName: string;
  fileName: string;
  regexGroups: string;
  outcomes: Partial<Record<Kind, Outcome>>[];
}

export interface Result {
  kind: Kind;
  message: string;
}

export interface Preflight {
  runPod: { name: string; collectorName: string; timeout: string; podSpec: PodSpec };
  verdict: TextAnalyze;
  configuration: TextAnalyze;
  rows: TextAnalyze[];
}

export function readPreflight(): Preflight {
  const { spec } = parse(readFileSync(PREFLIGHT_FILE, "utf8"));
  const [verdict, configuration, ...rows] = spec.analyzers.map((one: { textAnalyze: TextAnalyze }) => one.textAnalyze);
  return { runPod: spec.collectors[0].runPod, verdict, configuration, rows };
}

/** The row that an analyzer stands for. */
export function idOf({ checkName }: TextAnalyze): string {
  return /^Egress: (\S+) \(/.exec(checkName)![1]!;
}

/** The first outcome that holds; one without `when` always does. Null where none holds, which the interface shows as nothing at all. */
export function analyze({ regexGroups, outcomes }: TextAnalyze, contents: string): Result | null {
  // Go's syntax for a named group, which all of its versions know.
  const groups = new RegExp(regexGroups.replaceAll("(?P<", "(?<")).exec(contents)?.groups ?? {};
  for (const outcome of outcomes) {
    const [kind, { when = "", message }] = Object.entries(outcome)[0] as [Kind, Outcome];
    if (holds(when, groups)) return { kind, message: filled(message, groups) };
  }
  return null;
}

function holds(when: string, groups: Record<string, string>): boolean {
  if (when === "") return true;
  const parts = when.trim().split(" ");
  if (parts.length !== 3 || !["=", "==", "==="].includes(parts[1]!)) throw new Error(`no condition: ${when}`);
  return groups[parts[0]!] === parts[2];
}

/** text/template, as far as a field of the data goes. */
function filled(message: string, groups: Record<string, string>): string {
  return message.replace(/\{\{ \.(\w+) \}\}/g, (_, name: string) => groups[name] ?? "<no value>");
}
