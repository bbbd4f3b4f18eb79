// How long the single file takes to start, beside a bare Node.js that does nothing: `npm run bench:binary [FILE]`.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const RUNS = 41;
const file =
  process.argv[2] ??
  fileURLToPath(new URL(`../../dist-bin/carto-proxy-${process.platform}-${process.arch}`, import.meta.url));

const COMMANDS: Record<string, [program: string, ...args: string[]]> = {
  "node -e 0": [process.execPath, "-e", "0"],
  "--version": [file, "--version"],
  "doctor --help": [file, "doctor", "--help"],
  "plan --json": [file, "plan", "--json"],
};

// In turns, so that a busy minute of the machine falls on all alike.
const times = Object.fromEntries(Object.keys(COMMANDS).map((name) => [name, [] as number[]]));
for (let run = 0; run < RUNS; run++) {
  for (const [name, [program, ...args]] of Object.entries(COMMANDS)) times[name]!.push(milliseconds(program, args));
}
const bare = middle(times["node -e 0"]!);
for (const [name, all] of Object.entries(times)) {
  const typical = middle(all);
  process.stdout.write(
    `${name.padEnd(16)}${typical.toFixed(1).padStart(8)} ms ${(typical / bare).toFixed(2).padStart(6)}\n`,
  );
}

function milliseconds(program: string, args: string[]): number {
  const from = performance.now();
  const { status } = spawnSync(program, args, { env: {}, stdio: "ignore" });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${status}`);
  return performance.now() - from;
}

/** The median. */
function middle(all: number[]): number {
  return all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!;
}
