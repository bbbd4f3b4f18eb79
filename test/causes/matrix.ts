// Plays every scene once and tells how it went: a line for each, the confusion matrix, and what makes it fail.

import { networkRules } from "../../src/diagnose/rules/index.ts";
import { mintPki, type Pki } from "../support/pki.ts";
import { type Cause, nameOf } from "./cause.ts";
import { confusionMatrix } from "./confusion.ts";
import { noCurl, noPsql } from "./curl.ts";
import { differences, foretold } from "./differences.ts";
import type { Opinion } from "./differential.ts";
import { type Outcome, playCause } from "./outcome.ts";
import { Stage } from "./stage.ts";

/** What is played at once: as many tables as the test runner plays on two processors. */
const AT_ONCE = 3;

/** `tell` gets the lines as they come. @returns whether the matrix is diagonal, complete, and nothing disagrees */
export async function playMatrix(tables: Record<string, Cause[]>, tell: (line: string) => void): Promise<boolean> {
  const pki = await mintPki();
  const waiting = Object.values(tables);
  const outcomes: Outcome[] = [];
  const inTurn = async () => {
    for (let table = waiting.shift(); table; table = waiting.shift()) {
      for (const outcome of await playTable(table, pki, tell)) outcomes.push(outcome);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, inTurn));
  return summarize(outcomes, Object.values(tables).flat(), tell);
}

async function playTable(table: Cause[], pki: Pki, tell: (line: string) => void): Promise<Outcome[]> {
  const stage = await Stage.open(pki);
  const outcomes: Outcome[] = [];
  for (const cause of table) {
    if (cause.unless) {
      tell(`left out   ${nameOf(cause)} (${cause.unless})`);
      continue;
    }
    const outcome = await playCause(cause, stage);
    outcomes.push(outcome);
    tell(lineOf(outcome));
  }
  await stage.close();
  return outcomes;
}

function lineOf({ cause, report, playing, opinions, disagreements }: Outcome): string {
  const given = [...new Set(report.findings.map(({ code }) => (playing.given.includes(code) ? code : `(${code})`)))];
  const wrong = [...confusionMatrix([playing]).confused, ...disagreements];
  const told = [`given ${given.join(" ") || "nothing"}`, ...inGroups(opinions.map(opinionText))];
  const reason = differences[nameOf(cause)];
  if (reason !== undefined) told.push(reason);
  return `${wrong.length === 0 ? "agree   " : "DISAGREE"}   ${nameOf(cause)} | ${told.join(" | ")}${wrong.map((each) => `\n           ${each}`).join("")}`;
}

/** e.g. "fail: undici fails, curl works" */
function opinionText({ verdict, clients }: Opinion): string {
  return `${verdict}: ${clients.map(({ name, works }) => `${name} ${works ? "works" : "fails"}`).join(", ")}`;
}

function inGroups(texts: string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].map(([text, count]) => (count === 1 ? text : `${count} x ${text}`));
}

function summarize(outcomes: Outcome[], all: Cause[], tell: (line: string) => void): boolean {
  const { text, diagonal, confused } = confusionMatrix(outcomes.map(({ playing }) => playing));
  const missing = networkRules.map(({ code }) => code).filter((code) => !diagonal.has(code));
  const disagreeing = outcomes.filter(({ disagreements }) => disagreements.length > 0);
  const unknown = [...Object.keys(differences), ...Object.keys(foretold)].filter(
    (name) => !all.some((cause) => nameOf(cause) === name),
  );
  tell(`\n${text}\n`);
  const opinions = outcomes.flatMap((outcome) => outcome.opinions);
  const asked = opinions.flatMap(({ clients }) => clients.map(({ name }) => name));
  const counts = [...new Set(asked)].map((name) => `${name} ${asked.filter((each) => each === name).length}`);
  tell(`Checks that the real clients were asked about: ${counts.join(", ")}`);
  for (const absent of [noCurl, noPsql]) if (absent !== null) tell(`Not asked: ${absent}.`);
  for (const [title, names] of [
    ["Network codes that no scene gave", missing],
    ["Confused", confused],
    ["Disagreeing", disagreeing.map(({ cause }) => nameOf(cause))],
    ["Differences of no scene", unknown],
  ] as const) {
    if (names.length > 0) tell(`${title}:\n${names.map((name) => `  ${name}`).join("\n")}`);
  }
  const good = missing.length + confused.length + disagreeing.length + unknown.length === 0;
  tell(good ? "The matrix is diagonal." : "The matrix is NOT diagonal.");
  return good;
}
