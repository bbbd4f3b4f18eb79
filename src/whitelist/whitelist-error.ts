// Every bad entry of the whitelist files at once: each with its place, and what to write instead.

export interface WhitelistProblem {
  file: string;
  /** Counted from 1, or null where the file could not be read. */
  line: number | null;
  /** The entry's id, or null where the problem is not of one entry, or the entry has none. */
  id: string | null;
  /** Dotted path inside the entry, or in the file where id is null. */
  field: string | null;
  /** What is wrong, and the fix. */
  message: string;
}

export class WhitelistError extends Error {
  override name = "WhitelistError";
  readonly problems: WhitelistProblem[];

  constructor(problems: WhitelistProblem[]) {
    super(problems.map(describe).join("\n"));
    this.problems = problems;
  }
}

function describe({ file, line, id, field, message }: WhitelistProblem): string {
  const place = line === null ? file : `${file}:${line}`;
  return [place, id === null ? null : `domain "${id}"`, field, message].filter((part) => part !== null).join(": ");
}
