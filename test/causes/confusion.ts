// The confusion matrix: which cause was injected, which code was given. Any suite that injects faults can print its own.

export interface Playing {
  /** What tells the scenario from the others of its cause. */
  how: string;
  /** The codes of the faults that were made; none where nothing was wrong. */
  injected: readonly string[];
  /** The codes of the findings that came. */
  given: readonly string[];
}

export interface Confusion {
  /** One line for each code, with what it was played as, and all that lies off the diagonal. */
  text: string;
  /** The codes that were given for nothing but themselves, and each how often. */
  diagonal: Map<string, number>;
  /** One line for each scenario in which something else was given; empty where the matrix is diagonal. */
  confused: string[];
}

const NOTHING = "nothing";

export function confusionMatrix(playings: readonly Playing[]): Confusion {
  const diagonal = new Map<string, number>();
  const cells = new Map<string, number>();
  const confused: string[] = [];
  for (const playing of playings) {
    for (const code of met(playing)) diagonal.set(code, (diagonal.get(code) ?? 0) + 1);
    const wrong = offDiagonal(playing);
    for (const cell of wrong) cells.set(cell, (cells.get(cell) ?? 0) + 1);
    if (wrong.length > 0) confused.push(`${wrong.join(", ")}: ${playing.how}`);
  }
  const width = Math.max(0, ...[...diagonal.keys()].map((code) => code.length));
  const rows = [...diagonal].map(([code, count]) => `  ${code.padEnd(width)} ${String(count).padStart(3)}`);
  const off = [...cells].map(([cell, count]) => `  ${cell} ${String(count).padStart(3)}`);
  const sum = [...diagonal.values()].reduce((all, count) => all + count, 0);
  const text = [
    `On the diagonal (given for what was injected): ${sum} in ${playings.length} scenarios`,
    ...rows,
    `Off the diagonal: ${off.length === 0 ? "nothing" : ""}`.trimEnd(),
    ...off,
  ].join("\n");
  return { text, diagonal, confused };
}

function met({ injected, given }: Playing): string[] {
  if (injected.length === 0 && given.length === 0) return [NOTHING];
  return injected.filter((code) => given.includes(code));
}

/** e.g. ["proxy-denied -> captive-portal"]; "-> nothing" for what was not found, "nothing ->" for what came too much. */
function offDiagonal({ injected, given }: Playing): string[] {
  const missing = injected.filter((code) => !given.includes(code));
  const surplus = given.filter((code) => !injected.includes(code));
  if (missing.length === 0) return surplus.map((code) => `${injected[0] ?? NOTHING} -> ${code}`);
  if (surplus.length === 0) return missing.map((code) => `${code} -> ${NOTHING}`);
  return missing.flatMap((code) => surplus.map((other) => `${code} -> ${other}`));
}
