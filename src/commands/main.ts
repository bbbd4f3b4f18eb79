// Parses the command line, runs the command, and turns whatever it throws into one line on stderr and an exit code.

import { CommanderError } from "commander";
import { printable } from "../output/printable.ts";
import { UsageError } from "../settings/usage-error.ts";
import { WhitelistError } from "../whitelist/whitelist-error.ts";
import { buildProgram } from "./program.ts";

/** Bad usage or unreadable configuration: nothing was tested. */
const USAGE = 2;
/** A bug in carto-proxy (EX_SOFTWARE of sysexits.h). */
const BUG = 70;

/** @returns the exit code; never rejects. */
export async function main(argv: string[]): Promise<number> {
  process.stdout.on("error", ignoreClosedPipe);
  let exitCode = 0;
  const program = buildProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    // commander has already written help, version or its one line.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    if (error instanceof UsageError || error instanceof WhitelistError) {
      // It may quote what stands in a file.
      process.stderr.write(`carto-proxy: ${printable(error.message)}\n`);
      return USAGE;
    }
    process.stderr.write(
      `carto-proxy: this is a bug, please report it: ${error instanceof Error ? error.stack : error}\n`,
    );
    return BUG;
  }
}

/** `carto-proxy doctor | head` closes the pipe early: that is no fault of the run, whose exit code stands. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
