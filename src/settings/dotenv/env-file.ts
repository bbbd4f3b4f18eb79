// --env-file: CARTO's `.env` and `customer.env` → sources of variables, each with its line.

import { basename, dirname, join } from "node:path";
import { type Place, VARIABLE_NAMES, type ValueProblem } from "../configuration.ts";
import { readConfigurationText } from "../configuration-text.ts";
import { isThere } from "../file.ts";
import { printableValue } from "../printable.ts";
import { REDACTED, type Secret } from "../secret.ts";
import { secretOf } from "../secret-names.ts";
import type { VariableSource } from "../source.ts";
import { UsageError } from "../usage-error.ts";
import { expand } from "./expansion.ts";
import { readOtherwise } from "./other-reading.ts";
import { readStatements, type Statement } from "./statements.ts";

type Environment = Record<string, string | undefined>;

const CUSTOMER = "customer.env";

/**
 * In the order given. Beside a named `.env` a `customer.env` that is not named itself is read too, for comparison alone: an upgrade
 * writes `.env` anew from it. Throws UsageError.
 */
export function readEnvFiles(files: string[], environment: Environment): VariableSource[] {
  const known: Environment = {};
  return files.flatMap((file) => {
    const source = readEnvFile(file, environment, known);
    Object.assign(known, source.variables);
    const beside = join(dirname(file), CUSTOMER);
    const unnamed = basename(file) === ".env" && !files.some((named) => join(named) === beside);
    return unnamed && isThere(beside) ? [readBeside(beside, environment), source] : [source];
  });
}

function readEnvFile(file: string, environment: Environment, known: Environment): VariableSource {
  const { text, encoding } = readConfigurationText(file, "--env-file");
  if (encoding !== "utf-8") {
    throw new UsageError(`--env-file ${file}: it is UTF-16, which docker compose cannot read: save it as UTF-8`);
  }
  return envSource(file, text, environment, known);
}

/** Nobody named it: what is wrong with it is a problem of the values, and ends nothing. */
function readBeside(file: string, environment: Environment): VariableSource {
  try {
    return { ...readEnvFile(file, environment, {}), beside: true };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const from = { source: file, line: null, key: CUSTOMER };
    const text = error.message.replace(/^--env-file /, "");
    return {
      name: file,
      kind: "customer-env",
      variables: {},
      problems: [{ kind: "bad-value", from, text, found: "", fix: null }],
      beside: true,
    };
  }
}

/** One file's text. `known` has the variables of the files before it, which its references may name. */
export function envSource(
  file: string,
  text: string,
  environment: Environment,
  known: Environment = {},
): VariableSource {
  const statements = readStatements(text);
  if ("what" in statements) {
    throw new UsageError(`--env-file ${file}, line ${statements.line}: ${statements.what}`);
  }
  const variables: Record<string, string> = {};
  const places: Record<string, Place> = {};
  const problems: ValueProblem[] = [];
  const secrets: Secret[] = [];
  // compose v2 asks the process before the file itself; 1.29 the other way round.
  const lookUp = (name: string) => environment[name] ?? variables[name] ?? known[name];
  for (const statement of statements) {
    // compose drops names that start with a digit.
    if (/^\d/.test(statement.name) || statement.name === "") continue;
    const place = { source: file, line: statement.line, key: statement.name };
    const value = readValue(statement, lookUp, environment, (text) =>
      problems.push({ kind: "bad-value", from: place, text, found: shown(statement), fix: null }),
    );
    if (value === undefined) continue;
    problems.push(...twice(place, variables[statement.name], places[statement.name], value));
    variables[statement.name] = value;
    places[statement.name] = place;
    secrets.push(...secretOf(statement.name, value));
  }
  problems.push(...readOtherwise(file, text, environment, variables, places));
  const kind = basename(file) === CUSTOMER ? "customer-env" : "env";
  const deployment = { kind: "vm" as const, from: `--env-file ${file}: CARTO's compose project reads one` };
  return { name: file, kind, variables, places, problems, folder: dirname(file), facts: { deployment, secrets } };
}

function readValue(
  { name, raw, expands }: Statement,
  lookUp: (name: string) => string | undefined,
  environment: Environment,
  refuse: (text: string) => void,
): string | undefined {
  if (raw === null) return environment[name];
  if (!expands) return raw;
  const expanded = expand(raw, lookUp);
  if ("value" in expanded) return expanded.value;
  refuse(`docker compose v2 refuses the file: ${expanded.refused}`);
  return raw;
}

/** A line that somebody added below, with the old one still above it. */
function twice(from: Place, before: string | undefined, first: Place | undefined, value: string): ValueProblem[] {
  if (before === undefined || before === value || !DECISIVE.includes(from.key)) return [];
  const text = `${from.key} stands on line ${first?.line} too, with another value: the later one counts`;
  return [{ kind: "conflict", from, text, found: printableValue(value), fix: null }];
}

const DECISIVE: readonly string[] = VARIABLE_NAMES;

function shown({ name, raw }: Statement): string {
  return DECISIVE.includes(name) ? printableValue(raw ?? "") : REDACTED;
}
