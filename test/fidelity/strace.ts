// What a run of the doctor does to the machine, as the kernel sees it: connections, files that are written, modules that are read; its children too.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const noStrace: string | null =
  spawnSync("strace", ["-qq", "-o", "/dev/null", "true"]).status === 0 ? null : "no strace here";

export interface Footprint {
  exitCode: number;
  /** address:port, each once. Name servers are not among them. */
  connections: string[];
  /** Paths that were opened for writing, made, renamed or removed. */
  written: string[];
  /** Names of the packages of node_modules that files were read of. */
  packages: string[];
}

const CALLS =
  "connect,open,openat,creat,mkdir,mkdirat,unlink,unlinkat,rename,renameat,renameat2,symlink,symlinkat,link,linkat";
const CLI = join(import.meta.dirname, "../../src/cli.ts");

/** @param folder for the trace */
export async function traceDoctor(args: string[], env: Record<string, string>, folder: string): Promise<Footprint> {
  const trace = join(folder, "strace.txt");
  const options = ["-f", "-qq", "-s", "300", "-e", `trace=${CALLS}`, "-e", "signal=none", "-o", trace];
  const child = spawn("strace", [...options, process.execPath, "--no-warnings", CLI, "doctor", ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "ignore", "ignore"],
  });
  const [exitCode] = await once(child, "close");
  const lines = readFileSync(trace, "utf8").split("\n");
  return {
    exitCode,
    connections: unique(lines.flatMap(connection)),
    written: unique(lines.flatMap(writtenPath)),
    packages: unique(lines.flatMap(packageRead)),
  };
}

function unique(values: string[]): string[] {
  return [...new Set(values)].toSorted();
}

function connection(line: string): string[] {
  const port = /\bconnect\(.*\bsin6?_port=htons\((\d+)\)/.exec(line)?.[1];
  const address = /(?:inet_addr\("|AF_INET6, ")([0-9a-fA-F.:]+)"/.exec(line)?.[1];
  // Port 53: the resolver of the C library. Port 0: it only asks the kernel for a route, and nothing is sent.
  return port === undefined || port === "53" || port === "0" ? [] : [`${address}:${port}`];
}

function writtenPath(line: string): string[] {
  if (/\bopen(at)?\(/.test(line) && !/O_WRONLY|O_RDWR|O_CREAT/.test(line)) return [];
  if (/\bconnect\(/.test(line)) return [];
  const path = /\((?:AT_FDCWD, )?"([^"]+)"/.exec(line)?.[1];
  return path === undefined ? [] : [path];
}

function packageRead(line: string): string[] {
  const name = /\bopen(?:at)?\(.*\/node_modules\/((?:@[^/"]+\/)?[^/"]+)\/[^"]*\.(?:js|cjs|mjs|node)"/.exec(line)?.[1];
  return name === undefined ? [] : [name];
}
