// A Squid of its own that has the generated rules and nothing else, and a container like CARTO's that has the generated variables.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Report } from "../../src/report/report.ts";
import { docker, dockerEnds, type Ended, PROJECT } from "./compose.ts";
import { CERTS, PUBLIC, STAGE } from "./paths.ts";
import { withoutSlowness } from "./slowness.ts";

const FOLDER = join(STAGE, "generated");
const SQUID = `${PROJECT}-generated-squid`;
const SUBJECT = `${PROJECT}-generated-subject`;
const READY_WITHIN_MS = 60_000;

/** As those of `compose run` have: whoever clears the lab away finds them. */
const LABELS = [`com.docker.compose.project=${PROJECT}`, "com.docker.compose.oneoff=True"].flatMap((label) => [
  "--label",
  label,
]);

export const PROXY = "http://generated-squid:3128";

const BASE = [
  "http_port 3128",
  "include /generated/carto.conf",
  "visible_hostname generated-squid",
  "cache deny all",
  "pid_filename none",
  "shutdown_lifetime 0 seconds",
  "connect_timeout 5 seconds",
  "negative_ttl 0 seconds",
  "negative_dns_ttl 1 seconds",
  "",
];

/** On the lab's networks, beside its services: as the compose file has its squid and its doctor. */
export async function startGenerated(): Promise<void> {
  await stopGenerated();
  mkdirSync(FOLDER, { recursive: true });
  const inside = ["--network", `${PROJECT}_inside`];
  const sleeps = ["--entrypoint", "sleep"];
  const strict = ["--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges:true"];
  const files = ["-v", `${PUBLIC}:/certs:ro`, "-v", `${PUBLIC}:/usr/src/certs:ro`, "-v", `${FOLDER}:/generated:ro`];
  const doctor = [...inside, "--dns", "198.18.91.53", ...strict, ...files, ...sleeps];
  await docker("run", "-d", "--init", "--name", SUBJECT, ...LABELS, ...doctor, `${PROJECT}/doctor`, "infinity");
}

export async function startSquid(rules: string): Promise<void> {
  writeFileSync(join(FOLDER, "squid.conf"), BASE.join("\n"));
  writeFileSync(join(FOLDER, "carto.conf"), rules);
  const networks = ["--network", `${PROJECT}_outside`, "--dns", "198.18.92.53"];
  const files = ["-v", `${FOLDER}:/generated:ro`, "-v", `${CERTS}:/certs:ro`];
  const command = ["squid", "-N", "-d", "1", "-f", "/generated/squid.conf"];
  await docker("create", "--name", SQUID, ...LABELS, ...networks, ...files, `${PROJECT}/squid`, ...command);
  await docker("network", "connect", "--alias", "generated-squid", `${PROJECT}_inside`, SQUID);
  await docker("start", SQUID);
  await untilAccepting(1);
}

export async function stopGenerated(): Promise<void> {
  await dockerEnds("rm", "-f", "-v", SQUID, SUBJECT);
}

/** Puts other rules in force; false where Squid itself refuses them, and goes on with those it has. */
export async function useRules(rules: string): Promise<boolean> {
  writeFileSync(join(FOLDER, "carto.conf"), rules);
  const parsed = await dockerEnds("exec", SQUID, "squid", "-k", "parse", "-f", "/generated/squid.conf");
  if (parsed.exitCode !== 0) return false;
  const before = await timesAccepting();
  await docker("kill", "--signal", "HUP", SQUID);
  await untilAccepting(before + 1);
  return true;
}

/** The real command line, in a container whose environment is this file's (none for ""). */
export function carto(envFile: string, ...args: string[]): Promise<Ended> {
  const file = join(FOLDER, "customer.env");
  writeFileSync(file, envFile);
  return dockerEnds("exec", "--env-file", file, SUBJECT, "node", "/opt/carto-proxy/dist/cli.js", ...args);
}

export async function doctor(envFile: string, ...args: string[]): Promise<Report> {
  const lab = ["--json", "--public-roots", "/certs/public-root.crt", "--deployment", "vm"];
  const ended = await carto(envFile, "doctor", ...lab, ...args);
  if (!ended.stdout.startsWith("{")) throw new Error(`no report, exit code ${ended.exitCode}\n${ended.stderr}`);
  const report = JSON.parse(ended.stdout) as Report;
  if (report.summary.exitCode !== ended.exitCode) throw new Error(`exit code ${ended.exitCode} beside the report's`);
  return withoutSlowness(report);
}

/** `config generate`, from a report where one is given. */
export async function generate(args: string[], report?: Report): Promise<string> {
  if (report) writeFileSync(join(FOLDER, "report.json"), JSON.stringify(report), { mode: 0o644 });
  const from = report ? ["--from", "/generated/report.json"] : [];
  const { exitCode, stdout, stderr } = await carto("", "config", "generate", ...args, ...from);
  if (exitCode !== 0) throw new Error(stderr);
  return stdout;
}

async function untilAccepting(times: number): Promise<void> {
  for (const deadline = Date.now() + READY_WITHIN_MS; (await timesAccepting()) < times; await sleep(50)) {
    if (Date.now() > deadline) throw new Error(`Squid is not there: ${(await dockerEnds("logs", SQUID)).stderr}`);
  }
}

/** Squid says where it listens each time that it has read its configuration. */
async function timesAccepting(): Promise<number> {
  const { stdout, stderr } = await dockerEnds("logs", SQUID);
  return `${stdout}${stderr}`.match(/Accepting HTTP Socket connections/g)?.length ?? 0;
}
