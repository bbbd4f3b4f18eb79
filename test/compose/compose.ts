// Runs the Compose that this machine has, on the lab's file: `docker compose` (v2), else `docker-compose` (1.29).

import { type ExecFileException, execFile, execFileSync } from "node:child_process";
import { COMPOSE_FILE, ROOT } from "./paths.ts";
import { readSecrets } from "./secrets.ts";

export const PROJECT = "carto-proxy-lab";
const LABEL = "com.docker.compose";

export interface Ended {
  exitCode: number;
  stdout: string;
  stderr: string;
}

const COMMAND = composeCommand();
/** Debian's docker.io, which comes with docker-compose 1.29, has no BuildKit. */
const CLASSIC_BUILDER = COMMAND[0] === "docker-compose" ? { DOCKER_BUILDKIT: "0", COMPOSE_DOCKER_CLI_BUILD: "0" } : {};

/** Runs to its end whatever the exit code. */
export function compose(...args: string[]): Promise<Ended> {
  const [file, ...first] = COMMAND;
  return run(file!, [...first, "-f", COMPOSE_FILE, "-p", PROJECT, ...args]);
}

/** The same, where anything but success is a fault of the lab. */
export async function composeOrThrow(...args: string[]): Promise<string> {
  const ended = await compose(...args);
  if (ended.exitCode !== 0)
    throw new Error(`compose ${args.join(" ")} ended with ${ended.exitCode}\n${ended.stdout}\n${ended.stderr}`);
  return ended.stdout;
}

/** Runs a shell command in a running service, to its end whatever the exit code. */
export async function execute(service: string, command: string): Promise<Ended> {
  return run("docker", ["exec", await containerOf(service), "bash", "-c", command]);
}

/** The id of the container that stands for a service of the lab as long as the lab does. */
export async function containerOf(service: string): Promise<string> {
  const [id, ...others] = await containers(`${LABEL}.service=${service}`);
  if (!id || others.length > 0) throw new Error(`${service} has ${id ? "several containers" : "no container"}`);
  return id;
}

/** The ids of the lab's own containers, running or not, without those of `compose run`. */
export async function containers(...labels: string[]): Promise<string[]> {
  const ofLab = [`${LABEL}.project=${PROJECT}`, `${LABEL}.oneoff=False`, ...labels];
  const ids = await docker("ps", "-aq", "--no-trunc", ...ofLab.flatMap((label) => ["--filter", `label=${label}`]));
  return ids.split("\n").filter((id) => id !== "");
}

/** Any docker command, to its end whatever the exit code. */
export function dockerEnds(...args: string[]): Promise<Ended> {
  return run("docker", args);
}

/** The same, where anything but success is a fault of the lab. */
export async function executeOrThrow(service: string, command: string): Promise<string> {
  const { exitCode, stdout, stderr } = await execute(service, command);
  if (exitCode !== 0) throw new Error(`${command} ended with ${exitCode} in ${service}\n${stdout}\n${stderr}`);
  return stdout;
}

export async function docker(...args: string[]): Promise<string> {
  const ended = await run("docker", args);
  if (ended.exitCode !== 0) throw new Error(`docker ${args.join(" ")} ended with ${ended.exitCode}\n${ended.stderr}`);
  return ended.stdout;
}

function run(file: string, args: string[]): Promise<Ended> {
  const env = { ...process.env, ...CLASSIC_BUILDER, LAB_PASSWORD: readSecrets().databasePassword };
  const options = { cwd: ROOT, env, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 } as const;
  return new Promise((resolve, reject) => {
    execFile(file, args, options, (error: ExecFileException | null, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(error);
      else resolve({ exitCode: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

function composeCommand(): string[] {
  for (const command of [["docker", "compose"], ["docker-compose"]]) {
    try {
      execFileSync(command[0]!, [...command.slice(1), "version"], { stdio: "ignore" });
      return command;
    } catch {
      // Not this one.
    }
  }
  throw new Error("neither `docker compose` nor `docker-compose` is installed");
}
