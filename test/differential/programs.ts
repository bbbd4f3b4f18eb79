// The clients that are no Node.js library: curl, Python's requests, Go. Null where the program is not installed.

import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ClientTarget, Variables } from "../../src/settings/client-route/client-route.ts";
import type { Case } from "./cases.ts";
import { type Outcome, outcomeOf, type Seen } from "./outcome.ts";

/** "7.88.1", or null where it is not installed. */
export function curlVersion(): string | null {
  return said("curl", ["--version"])?.split(" ")[1] ?? null;
}

export function requestsVersion(): string | null {
  return said("python3", [join(import.meta.dirname, "requests-child.py"), "--version"])?.trim() ?? null;
}

/** "1.19.8"; `go` is looked for on PATH. */
export function goVersion(): string | null {
  return /go([\d.]+)/.exec(said("go", ["version"]) ?? "")?.[1] ?? null;
}

function said(program: string, args: string[]): string | null {
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return null;
  }
}

export async function observeRequests(cases: Case[]): Promise<Outcome[]> {
  return inFolder(async (folder) => {
    const file = join(folder, "cases.json");
    writeFileSync(file, JSON.stringify(cases));
    const { stdout } = await ran("python3", [join(import.meta.dirname, "requests-child.py"), file], {}, "");
    const seen = JSON.parse(stdout) as (Seen | null)[];
    return cases.map(({ target }, index) => outcomeOf(seen[index] ?? null, target));
  });
}

/**
 * One curl for each environment. Where it tries to connect is told by what it says; targets are sent to a closed port of
 * the loopback, and every name that a proxy variable may hold is answered by --resolve: it asks no resolver.
 */
export async function observeCurl(cases: Case[]): Promise<Outcome[]> {
  return eachEnvironment(cases, async (variables, target) => {
    const fixed = CURL_PORTS.flatMap((port) => ["--resolve", `*:${port}:127.0.0.1`]);
    const args = [
      "-q",
      "-sv",
      "--max-time",
      "5",
      "--connect-to",
      "::127.0.0.2:9",
      ...fixed,
      "-o",
      "/dev/null",
      url(target),
    ];
    const { stderr } = await ran("curl", args, variables, "");
    const [, address, port] = /^\* +Trying ([^\s]+?):(\d+)\.\.\./m.exec(stderr) ?? [];
    if (address === "127.0.0.2") return { host: target.host, port: target.port };
    const host = /^\* Hostname (\S+) was found in DNS cache/m.exec(stderr)?.[1];
    return port === undefined ? null : { host: host ?? address ?? "", port: Number(port) };
  });
}

const CURL_PORTS = [80, 443, 1080, 3000, 3128, 3129, 8443, ...Array.from({ length: 8 }, (_, index) => 3101 + index)];

export async function observeGo(cases: Case[]): Promise<Outcome[]> {
  return inFolder(async (folder) => {
    const program = join(folder, "go-child");
    const source = join(import.meta.dirname, "go-child.go");
    await ran("go", ["build", "-o", program, source], { GO111MODULE: "off", GOCACHE: folder, HOME: folder }, "");
    return eachEnvironment(cases, async (variables, target) => {
      const { stdout } = await ran(program, [], variables, `${url(target)}\n`);
      const [, host, port] = /^"\[?(.*?)\]?:(\d+)"$/.exec(stdout.trim()) ?? [];
      return host === undefined ? null : { host, port: Number(port) };
    });
  });
}

async function eachEnvironment(
  cases: Case[],
  look: (variables: Variables, target: ClientTarget) => Promise<Seen | null>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const next = cases.entries();
  const worker = async () => {
    for (const [index, { variables, target }] of next)
      outcomes[index] = outcomeOf(await look(variables, target), target);
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  return outcomes;
}

function url({ scheme, host, port }: ClientTarget): string {
  return new URL(`${scheme}://${host.includes(":") ? `[${host}]` : host}:${port}/`).href;
}

/** Ends well whatever the exit code: a refused connection is what is looked for. */
function ran(program: string, args: string[], variables: Variables, input: string) {
  return new Promise<{ stdout: string; stderr: string }>((resolve) => {
    const env = { PATH: process.env.PATH, ...variables };
    const child = execFile(program, args, { env, maxBuffer: 64 * 1024 * 1024 }, (_, stdout, stderr) =>
      resolve({ stdout, stderr }),
    );
    child.stdin?.on("error", () => {}).end(input);
  });
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "carto-proxy-differential-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
