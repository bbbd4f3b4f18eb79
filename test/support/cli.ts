// Runs the real command line in a process of its own, from the sources, with nothing of this process's environment.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

const CLI = resolve(import.meta.dirname, "../../src/cli.ts");

export interface CliRun {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

export interface CliOptions {
  env?: Record<string, string>;
  nodeOptions?: string[];
  /** Called when the process runs; e.g. to send it a signal later. */
  started?: (kill: (signal: NodeJS.Signals) => void) => void;
  /** Reads stdout through a pipe that is drained late, as `| less` does. */
  slowReader?: boolean;
}

export async function runCli(args: string[], options: CliOptions = {}): Promise<CliRun> {
  const { env = {}, nodeOptions = [], started, slowReader } = options;
  const child = spawn(process.execPath, [...nodeOptions, "--", CLI, ...args], {
    env: { PATH: process.env.PATH, ...env },
  });
  started?.((signal) => child.kill(signal));
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stderr.on("data", (chunk) => err.push(chunk));
  const read = () => child.stdout.on("data", (chunk) => out.push(chunk));
  if (slowReader) setTimeout(read, 1500);
  else read();
  const [exitCode] = await once(child, "close");
  return { exitCode, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
}
