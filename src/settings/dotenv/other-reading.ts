// Where the two generations of docker compose read one env file differently, as far as it decides routes and trust.

import { type Place, VARIABLE_NAMES, type ValueProblem } from "../configuration.ts";
import { printableValue } from "../printable.ts";
import { readAsOlderCompose } from "./older-compose.ts";

type Environment = Record<string, string | undefined>;

const DECISIVE: readonly string[] = VARIABLE_NAMES;

/** python-dotenv is only asked about files of a size that a person wrote. */
const MOST_CHARACTERS = 200_000;

/** The proxy and TLS variables for which docker-compose 1.29 gives the containers another value than v2. */
export function readOtherwise(
  file: string,
  text: string,
  environment: Environment,
  variables: Record<string, string>,
  places: Record<string, Place>,
): ValueProblem[] {
  if (text.length > MOST_CHARACTERS || !DECISIVE.some((name) => text.includes(name))) return [];
  const older = new Map(readAsOlderCompose(text, environment).map(({ name, value }) => [name, value]));
  return DECISIVE.flatMap((name): ValueProblem[] => {
    const value = variables[name];
    const other = older.has(name) ? (older.get(name) ?? environment[name]) : undefined;
    if (value === other) return [];
    const from = places[name] ?? { source: file, line: null, key: name };
    const reading = (read: string | undefined) =>
      read === undefined ? "nothing" : JSON.stringify(printableValue(read));
    const said = `docker compose v2 reads ${reading(value)}, docker-compose 1.29 ${reading(other)}: write it so that both read the same`;
    return [{ kind: "bad-value", from, text: said, found: printableValue(value ?? other ?? ""), fix: plainFix(value) }];
  });
}

/** A value that every reader takes as it stands. */
function plainFix(value: string | undefined): string | null {
  return value !== undefined && /^[\w.:/,*@%+~[\]-]+$/.test(value) && !value.includes("@") ? value : null;
}
