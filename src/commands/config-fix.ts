// config check --fix: makes the corrections of the findings, judges the result, and writes it beside the original or over it.

import { constants, copyFileSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import type { Correction } from "../diagnose/finding.ts";
import { correctAll } from "../handoff/corrections/rounds.ts";
import type { Report } from "../report/report.ts";
import { withDrafts } from "../settings/file.ts";
import { UsageError } from "../settings/usage-error.ts";

export interface Fixed {
  /** What is left to find in the corrected files. */
  report: Report;
  /** Lines for the operator. */
  told: string[];
}

/** `judgeNow` reads and judges the configuration as the flags name it. Throws UsageError where a file cannot be written. */
export function fix(first: Report, judgeNow: () => Report, inPlace: boolean): Fixed {
  const result = correctAll(first, {
    read: readOriginal,
    judge: (texts) => withDrafts(texts, judgeNow),
  });
  const told = [...result.files].flatMap(([file, correcting]) => {
    const written = inPlace ? writeOver(file, correcting.text) : writeBeside(file, correcting.text);
    return [written, ...correcting.made.map((correction) => `  ${changeText(correction)}`)];
  });
  const left = result.left.map(({ correction, reason }) => `not corrected: ${changeText(correction)}: ${reason}`);
  const remaining = result.report.findings.filter(({ severity }) => severity !== "notice");
  const rest = remaining.map(({ code, title }) => `still to do by hand: ${title} [${code}]`);
  const nothing =
    result.files.size === 0 ? ["no correction that a program can make was found; nothing was written"] : [];
  return { report: result.report, told: [...told, ...nothing, ...left, ...rest] };
}

function changeText({ source, line, key, found, value }: Correction): string {
  const place = line === null ? source : `${source}, line ${line}`;
  if (value === null) return `${place}: ${key} removed`;
  return found === null ? `${place}: ${key}=${value} added` : `${place}: ${key}: "${found}" becomes "${value}"`;
}

/** Throws where the bytes are not what would be written again. */
function readOriginal(file: string): string {
  const bytes = readFileSync(file);
  const text = bytes.toString("utf8");
  if (!Buffer.from(text).equals(bytes)) throw new Error("it is not UTF-8");
  return text;
}

/** `.env` → `.env.fixed`, `customizations.yaml` → `customizations.fixed.yaml`, readable by whoever could read the original. */
function writeBeside(file: string, text: string): string {
  const ending = extname(file);
  const name = ending === "" ? `${basename(file)}.fixed` : `${basename(file, ending)}.fixed${ending}`;
  const beside = join(dirname(file), name);
  writeNew(beside, text, statSync(file).mode);
  return `${beside}: written, the original is as it was`;
}

function writeNew(file: string, text: string, mode: number): void {
  try {
    writeFileSync(file, text, { flag: "wx", mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const words =
      code === "EEXIST"
        ? "is there already, maybe with your own changes: remove it first"
        : `cannot be written: ${code}`;
    throw new UsageError(`--fix: ${file} ${words}`);
  }
}

/** The new text is whole before it takes the place of the old one, which stays beside it. */
function writeOver(file: string, text: string): string {
  const target = realpathSync(file);
  const backup = backUp(target);
  const draft = `${target}.carto-proxy-${process.pid}`;
  writeNew(draft, text, statSync(target).mode);
  renameSync(draft, target);
  return `${file}: written, the original is ${backup}`;
}

function backUp(file: string): string {
  for (let number = 1; number < 1000; number++) {
    const backup = number === 1 ? `${file}.bak` : `${file}.bak.${number}`;
    try {
      copyFileSync(file, backup, constants.COPYFILE_EXCL);
      return backup;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "EEXIST") throw new UsageError(`--fix: ${backup} cannot be written: ${code}`);
    }
  }
  throw new UsageError(`--fix: ${file} has 999 backups beside it; remove some`);
}
