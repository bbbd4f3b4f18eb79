// The options of each command, with their defaults, and the readers of their values.

import { type Command, InvalidArgumentError, Option } from "commander";
import { domainFormatNames } from "../output/domains-formats.ts";
import { formatNames } from "../output/format.ts";
import { CLIENT_NAMES, type ClientName } from "../plan/check.ts";
import { IDLE_SECONDS } from "../plan/traffic-checks.ts";
import { DEPLOYMENT_KINDS } from "../settings/deployment.ts";
import { addSourceOptions, repeatable } from "./source-options.ts";

/** A timer of Node.js takes at most 2^31-1 milliseconds. */
const MOST_SECONDS = 2_147_483;

export function addPlanOptions(command: Command): Command {
  return addSettingsOptions(command)
    .option("--strict-egress", "also require that whitelisted hosts can NOT be reached without the proxy")
    .addOption(
      new Option("--clients <list>", `the client libraries to run as well (${CLIENT_NAMES.join(",")}), or none`)
        .argParser(clients)
        .default([...CLIENT_NAMES], "all that apply"),
    )
    .option("--json", "print JSON");
}

/** What doctor sends, and plan shows, beyond one GET. */
export function addTrafficOptions(command: Command): Command {
  return command
    .option(
      "--thorough",
      "also send what proxies break although a GET passes: POST, 4 MB, long heads, an idle stream, 20 tunnels",
    )
    .option(
      "--idle <seconds>",
      `hold a stream idle for so long, without --thorough too (with it: ${IDLE_SECONDS})`,
      seconds,
    );
}

export function addDoctorOptions(command: Command): Command {
  return addTrafficOptions(addPlanOptions(command))
    .option("--timeout <seconds>", "for one check, an idle stream's idle time not counted", seconds, 10)
    .option("--deadline <seconds>", "for the whole run, an idle stream's idle time not counted", seconds, 120)
    .option("--control", "where a proxied check fails, repeat it direct once, to tell a proxy fault from an outage")
    .option("--concurrency <n>", "checks under way at once", whole, 32)
    .addOption(new Option("--format <name>", "what stdout gets").choices([...formatNames]).default("table"))
    .addOption(
      repeatable("--output <file>", "also write a report there; the ending chooses the format (.json .md .txt)"),
    )
    .option(
      "--termination-log <file>",
      "also write a summary of under 4,096 bytes there (Kubernetes: /dev/termination-log)",
    )
    .option("--quiet", "only the verdict and the findings")
    .option("--verbose", "every step of every check")
    .option("--no-color", "no colour (also: NO_COLOR, not a terminal)");
}

export function addConfigCheckOptions(command: Command): Command {
  return addPlanOptions(command)
    .addOption(repeatable("--output <file>", "also write the report there; the ending chooses the format (.json .txt)"))
    .option("--fix", "write the corrected file beside the original")
    .option("--in-place", "with --fix: write over the original, and keep a backup beside it")
    .option("--quiet", "only the verdict and the findings")
    .option("--no-color", "no colour (also: NO_COLOR, not a terminal)");
}

/** For a saved report: where it comes from, and how it is shown. */
export function addReportOptions(command: Command): Command {
  return command
    .argument("<file>", "a JSON report, a log that holds one, or - for standard input")
    .addOption(new Option("--format <name>", "what stdout gets").choices([...formatNames]).default("table"))
    .addOption(repeatable("--output <file>", "also write it there; the ending chooses the format (.json .md .txt)"))
    .option("--quiet", "only the verdict and the findings")
    .option("--verbose", "every step of every check")
    .option("--no-color", "no colour (also: NO_COLOR, not a terminal)");
}

export function addDomainsOptions(command: Command): Command {
  return addSourceOptions(addWhitelistOptions(command)).addOption(
    new Option("--format <name>", "how to print it").choices([...domainFormatNames]).default("table"),
  );
}

export function addDemoOptions(command: Command): Command {
  return command
    .option("--healthy", "break nothing: the all-green matrix")
    .option("--keep", "leave the lab up after the run, and print the variables to try by hand")
    .option("--json", "print the report as JSON")
    .option("--no-color", "no colour (also: NO_COLOR, not a terminal)");
}

export function addExplainOptions(command: Command): Command {
  return command
    .argument("[code]", "a finding code, e.g. proxy-denied (default: list all codes)")
    .option("--markdown", "print Markdown, as in docs/codes/")
    .option("--no-color", "no colour (also: NO_COLOR, not a terminal)");
}

/** What decides the settings and which checks are planned. */
export function addSettingsOptions(command: Command): Command {
  return addSourceOptions(addWhitelistOptions(command))
    .addOption(repeatable("--feature <name>", "treat the domains of an optional feature as required"))
    .addOption(repeatable("--only <pattern>", "test only what matches: a glob on the check id, host or feature"))
    .addOption(repeatable("--skip <pattern>", "leave out what matches"))
    .addOption(repeatable("--warehouse <url>", "a data warehouse or store to test, secrets as ${NAME} or in files"))
    .option("--snowflake-allowlist <file>", "the JSON that SYSTEM$ALLOWLIST() returns: its hosts become checks")
    .option("--ca <file>", "extra trusted CA file (default: NODE_EXTRA_CA_CERTS)")
    .option("--public-roots <file>", "the CAs to regard as public (default: those that Node.js bundles)");
}

function addWhitelistOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--deployment <kind>", "which whitelist rows apply (default: detected)").choices([
        ...DEPLOYMENT_KINDS,
      ]),
    )
    .option("--domains <path>", "a whitelist file or folder used instead of the shipped one; repeatable", collectPaths);
}

function collectPaths(value: string, previous: string[] | undefined): string[] {
  return [...(previous ?? []), value];
}

function clients(value: string): ClientName[] {
  if (value === "none") return [];
  return value.split(",").map((name) => {
    const known = CLIENT_NAMES.find((client) => client === name.trim());
    if (known === undefined)
      throw new InvalidArgumentError(`"${name}" is no client: ${CLIENT_NAMES.join(", ")}, or none.`);
    return known;
  });
}

function seconds(value: string): number {
  const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : 0;
  if (number <= 0 || number > MOST_SECONDS)
    throw new InvalidArgumentError("A number of seconds greater than 0 is needed.");
  return number;
}

function whole(value: string): number {
  const number = /^\d+$/.test(value) ? Number(value) : 0;
  if (number < 1 || number > 1000) throw new InvalidArgumentError("A whole number from 1 to 1000 is needed.");
  return number;
}
