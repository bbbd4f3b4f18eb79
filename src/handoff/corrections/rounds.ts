// Corrects, judges again, and goes on until nothing is left to correct: one correction may bring another finding to light.

import type { Correction, Finding } from "../../diagnose/finding.ts";
import type { Report } from "../../report/report.ts";
import { correctors, firstOfEachKey, NOT_WRITTEN } from "./correct.ts";

export interface Correcting {
  text: string;
  made: Correction[];
}

export interface Corrections {
  files: Map<string, Correcting>;
  left: { correction: Correction; reason: string }[];
  /** Of the corrected files. */
  report: Report;
}

interface World {
  /** The text of a file; throws an Error that says why it cannot be had. */
  read(file: string): string;
  judge(texts: ReadonlyMap<string, string>): Report;
}

/** Two rules that want opposite things would go on for ever. */
const ROUNDS = 10;

export function correctAll(first: Report, world: World): Corrections {
  const files = new Map<string, Correcting>();
  const left: Corrections["left"] = [];
  let report = first;
  for (let round = 0; round < ROUNDS; round++) {
    const before = textsOf(files);
    left.length = 0;
    for (const [source, wanted] of Map.groupBy(correctionsOf(report.findings), (each) => each.source)) {
      left.push(...correctFile(source, wanted, report, files, world));
    }
    const after = textsOf(files);
    if ([...after].every(([file, text]) => before.get(file) === text)) break;
    report = world.judge(after);
  }
  for (const [file, { made }] of files) if (made.length === 0) files.delete(file);
  return { files, left, report };
}

function correctFile(
  source: string,
  wanted: Correction[],
  report: Report,
  files: Map<string, Correcting>,
  world: World,
): Corrections["left"] {
  const kind = report.settings.configuration.sources.find(({ name }) => name === source)?.kind;
  const corrector = kind === undefined ? null : correctors[kind];
  const refused = (reason: string) => wanted.map((correction) => ({ correction, reason }));
  if (corrector === null) return refused((kind && NOT_WRITTEN[kind]) ?? "it is no file that was named");
  let now = files.get(source);
  try {
    now ??= { text: world.read(source), made: [] };
  } catch (error) {
    return refused((error as Error).message);
  }
  const [hidden, open] = [wanted.filter(isMasked), wanted.filter((each) => !isMasked(each))];
  const corrected = corrector(now.text, firstOfEachKey(open));
  files.set(source, { text: corrected.text, made: [...now.made, ...corrected.made] });
  return [...corrected.left, ...hidden.map((correction) => ({ correction, reason: MASKED }))];
}

const MASKED = "its value holds a login, which is never shown and so cannot be written";

/** What stands in a report in the place of a secret must never take its place in a file. */
function isMasked({ value }: Correction): boolean {
  return value !== null && (value.includes("***") || value.includes("[redacted]"));
}

function correctionsOf(findings: Finding[]): Correction[] {
  const all = findings.flatMap(({ corrections }) => corrections ?? []);
  return all.filter(({ found, value }) => found !== value);
}

function textsOf(files: Map<string, Correcting>): Map<string, string> {
  return new Map([...files].map(([file, { text }]) => [file, text]));
}
