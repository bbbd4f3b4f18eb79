// Held to the real docker-compose 1.29 where it is installed: `docker-compose config` needs no daemon.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { readAsOlderCompose } from "../../../src/settings/dotenv/older-compose.ts";

const version = spawnSync("docker-compose", ["version", "--short"], {
  encoding: "utf8",
  timeout: 120_000,
}).stdout?.trim();
const older = version?.startsWith("1.") === true;
const folder = mkdtempSync(join(tmpdir(), "carto-proxy-compose-"));
afterAll(() => rmSync(folder, { recursive: true }));

const environment = { FROM_PROCESS: "process value", BOTH: "of the process" };

/** Ours, a name alone taken from the process as docker-compose does. */
function ourReading(text: string): Record<string, string | null> {
  const process: Record<string, string> = environment;
  const readings = readAsOlderCompose(text, environment);
  return Object.fromEntries(readings.map(({ name, value }) => [name, value ?? process[name] ?? null]));
}

type Reading = Record<string, string | null>;

/** The environments as docker-compose itself resolves them, of one service a text; null for a variable that nobody sets. */
function realReadings(texts: string[]): Reading[] {
  const services = texts.map((text, index) => {
    writeFileSync(join(folder, `${index}.env`), text);
    return `  s${index}:\n    image: x\n    env_file: ${index}.env\n`;
  });
  writeFileSync(join(folder, "docker-compose.yml"), `version: "3"\nservices:\n${services.join("")}`);
  const ran = spawnSync("docker-compose", ["-f", join(folder, "docker-compose.yml"), "config"], {
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOME: folder, ...environment },
    timeout: 120_000,
  });
  if (ran.status !== 0) throw new Error(ran.stderr);
  const read = parse(ran.stdout).services as Record<string, { environment?: Reading }>;
  return texts.map((_, index) => {
    // `config` doubles each $ so that its output can be read again.
    const variables = Object.entries(read[`s${index}`]?.environment ?? {});
    return Object.fromEntries(variables.map(([name, value]) => [name, value?.replaceAll("$$", "$") ?? null]));
  });
}

const VALUES = [
  "plain",
  '"double"',
  "'single'",
  "blank  inside # comment",
  "hash#inside",
  "tab\t# comment",
  "# only a comment",
  '"hash # inside" # comment',
  "'it\\'s'",
  '"q\\"q\\n\\t\\\\z"',
  "'a\\nb'",
  "a\\nb",
  "${FIRST}",
  '"${FIRST}"',
  "'${FIRST}'",
  "$FIRST",
  "$$FIRST",
  "${NONE}",
  "${NONE:-fallback}",
  "${NONE-fallback}",
  "${FROM_PROCESS}",
  "${BOTH}",
  "${FIRST}/${NONE:-x}/tail",
  "",
  '""',
  "  surrounded  ",
  '"two\nlines"',
  "'two\nlines'",
  'b"c"',
  'b "c d"',
  "http://proxy:3128",
  "http://user:pa$$@proxy:3128",
  "localhost,.svc.cluster.local,10.0.0.0/8",
  "a=b=c",
  "ünï",
  "{json: true}",
  "[list]",
];

const WHOLE = [
  "A=1\r\nB=\"2\"\r\nC='3'\r\n",
  "export A=1\n  export  B=2\nexport\tC=3",
  'A="closed" junk\nB=2',
  "A='unclosed\nB=2\nC=3",
  "not a line\nB=2",
  "A:colon\nB=2",
  "'quoted'=1\nB=2",
  "A=first\nA=second\nB=${A}",
  "FROM_PROCESS\nB=1",
  "# c\n\n\n   # c\nA=1",
  "A=1\nB=2",
  "A =1\nB= 2\nC\t=\t3",
];

test.skipIf(!older)("we read as the real docker-compose 1.29", { timeout: 300_000 }, () => {
  const prefix = "FIRST=first value\nBOTH=of the file\n";
  const texts = [prefix + VALUES.map((value, index) => `V${index}=${value}\n`).join(""), ...WHOLE];
  expect(texts.map((text) => ({ text, read: ourReading(text) }))).toEqual(
    realReadings(texts).map((read, index) => ({ text: texts[index], read })),
  );
});

test("hostile texts end", () => {
  for (const text of [
    "'".repeat(50_000),
    '"\\'.repeat(30_000),
    "=".repeat(50_000),
    "A='\\'".repeat(10_000),
    "\r".repeat(50_000),
  ]) {
    expect(Array.isArray(readAsOlderCompose(text, {}))).toBe(true);
  }
});
