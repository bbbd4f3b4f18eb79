// The programs that read the generated files, where this machine has them: a test without its program is skipped, with a line.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The command that answers `args`, or null; what is missing is said once. */
export function installed(name: string, ...candidates: [command: string, ...args: string[]][]): string[] | null {
  const found = candidates.find(([command, ...args]) => spawnSync(command, args, { stdio: "ignore" }).status === 0);
  if (found === undefined)
    console.log(`${name} is not installed here: its reading of the generated files is not tested`);
  return found ?? null;
}

/** Debian keeps it where only root looks. */
export const SQUID = installed("Squid", ["squid", "-v"], ["/usr/sbin/squid", "-v"])?.[0] ?? null;
export const KUBECTL = installed("kubectl", ["kubectl", "version", "--client"])?.[0] ?? null;
export const COMPOSE =
  installed("docker compose", ["docker", "compose", "version"], ["docker-compose", "version"])?.slice(0, -1) ?? null;

export async function inFolderAsync<T>(files: Record<string, string>, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "carto-proxy-handoff-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function inFolder<T>(files: Record<string, string>, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "carto-proxy-handoff-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Everything that Squid says of a configuration which includes this file, and whether it would start. */
export function squidReads(rules: string): { ok: boolean; said: string } {
  return inFolder({ "carto.conf": rules }, (folder) => {
    const config = join(folder, "squid.conf");
    writeFileSync(config, `http_port 127.0.0.1:3128\ninclude ${join(folder, "carto.conf")}\n`);
    const { status, stderr } = spawnSync(SQUID!, ["-k", "parse", "-f", config], { encoding: "utf8" });
    return { ok: status === 0, said: stderr };
  });
}

/** The variables that a container would get from this env_file. Needs no daemon. */
export function composeReads(text: string): Record<string, string> {
  const services = { version: "2.4", services: { carto: { image: "none", env_file: ["customer.env"] } } };
  return inFolder({ "customer.env": text, "docker-compose.yml": JSON.stringify(services) }, (folder) => {
    const [command, ...args] = COMPOSE!;
    const env = { PATH: process.env.PATH ?? "", HOME: folder };
    const printed = execFileSync(command!, [...args, "config"], {
      cwd: folder,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    const lines = printed.slice(printed.indexOf("environment:")).split("\n");
    const pairs = lines.flatMap((line) => {
      const [, name, value] = /^ {6}([A-Za-z_]+): (.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, unquoted(value ?? "")] as const];
    });
    return Object.fromEntries(pairs);
  });
}

/** YAML as Compose writes it: plain or in one kind of quotation marks; "$$" stands for "$". */
function unquoted(value: string): string {
  return value.replace(/^(['"])(.*)\1$/, "$2").replaceAll("$$", "$");
}
