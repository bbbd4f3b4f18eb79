// Every command with its options, as data for the parser and for --help. Nothing of a command is loaded until it runs.

import { Command } from "commander";
import type { ArtifactName } from "../handoff/artifact.ts";
import type { Shell } from "../output/completion/completion.ts";
import { addCompletionOptions } from "./completion-options.ts";
import type { ExplainFlags, ReportFlags } from "./flags.ts";
import { addGenerateOptions, type GenerateFlags } from "./generate-options.ts";
import {
  addConfigCheckOptions,
  addDemoOptions,
  addDoctorOptions,
  addDomainsOptions,
  addExplainOptions,
  addPlanOptions,
  addReportOptions,
  addTrafficOptions,
} from "./options.ts";
import { addRouteOptions, type RouteFlags } from "./route-options.ts";
import { VERSION } from "./version.ts";

/** A command: takes the parsed flags, gives the exit code. */
export type Action<Flags> = (flags: Flags) => Promise<number>;

export function buildProgram(setExitCode: (code: number) => void): Command {
  const program = new Command("carto-proxy")
    .description("The egress doctor for CARTO Self-hosted behind a corporate proxy.")
    .version(VERSION, "--version", "print the version")
    .helpOption("--help", "explain the command and its options")
    .helpCommand(false)
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(`carto-proxy: ${oneLine(text)}\n`) })
    .exitOverride();

  const add = <Flags>(command: Command, load: () => Promise<Action<Flags>>) => {
    command.allowExcessArguments(false).action(async (flags: Flags) => setExitCode(await (await load())(flags)));
  };

  const doctor = program
    .command("doctor")
    .description("test every endpoint by the route CARTO takes, and say what to do");
  add(addDoctorOptions(doctor), async () => (await import("./doctor.ts")).doctor);

  const plan = program.command("plan").description("print what doctor would test and by which route; opens no socket");
  add(addTrafficOptions(addPlanOptions(plan)), async () => (await import("./plan.ts")).plan);

  const domains = program.command("domains").description("print the whitelist for this deployment");
  add(addDomainsOptions(domains), async () => (await import("./domains.ts")).domains);

  const route = program
    .command("route")
    .description("say for each client library by which way it would go to a host, and why; opens no socket");
  addRouteOptions(route)
    .allowExcessArguments(false)
    .action(async (hosts: string[], flags: RouteFlags) => {
      setExitCode(await (await import("./route.ts")).route(hosts, flags));
    });

  const report = program.command("report").description("work on saved JSON reports; opens no socket");
  for (const [name, words] of REPORT_COMMANDS) {
    const command = addReportOptions(report.command(name).description(words));
    command.allowExcessArguments(false).action(async (file: string, flags: ReportFlags) => {
      setExitCode(await (await import("./report.ts"))[name](file, flags));
    });
  }
  report
    .command("extract")
    .description("print the JSON report that a container's log holds")
    .argument("<file>", "a log, or - for standard input")
    .allowExcessArguments(false)
    .action(async (file: string) => setExitCode(await (await import("./report.ts")).extract(file)));

  const explain = program.command("explain").description("print the page of a finding code; opens no socket");
  addExplainOptions(explain)
    .allowExcessArguments(false)
    .action(async (code: string | undefined, flags: ExplainFlags) => {
      setExitCode(await (await import("./explain.ts")).explain(code, flags));
    });

  const config = program
    .command("config")
    .description("judge and write the configuration; opens no socket")
    .helpCommand(false);
  const check = config
    .command("check")
    .description("judge the configuration alone: environment, .env, customizations.yaml");
  add(addConfigCheckOptions(check), async () => (await import("./config-check.ts")).configCheck);
  const generate = config.command("generate").description("write a file for whoever sets up the way out");
  addGenerateOptions(generate)
    .allowExcessArguments(false)
    .action(async (what: ArtifactName, flags: GenerateFlags) => {
      setExitCode(await (await import("./config-generate.ts")).generate(what, flags));
    });

  const completion = program
    .command("completion")
    .description("print the script that completes commands and options in a shell; opens no socket");
  addCompletionOptions(completion)
    .allowExcessArguments(false)
    .action(async (shell: Shell) => setExitCode(await (await import("./completion.ts")).completion(program, shell)));

  const demo = program
    .command("demo")
    .description("start a lab on loopback, break some of it, and run the real doctor on it");
  add(addDemoOptions(demo), async () => (await import("./demo.ts")).demo);

  return program;
}

const REPORT_COMMANDS = [
  ["render", "print a saved report in another format"],
  ["replay", "judge a saved report again by the rules of this version"],
] as const;

function oneLine(text: string): string {
  return text
    .replace(/^error: /, "")
    .trim()
    .replace(/\s*\n\s*/g, " ");
}
