// Every command with its options, as data for the parser and for --help. Nothing of a command is loaded until it runs.

import { Command } from "commander";
import {
  addDemoOptions,
  addDoctorOptions,
  addDomainsOptions,
  addExplainOptions,
  addPlanOptions,
  type ExplainFlags,
} from "./options.ts";
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
  add(addPlanOptions(plan), async () => (await import("./plan.ts")).plan);

  const domains = program.command("domains").description("print the whitelist for this deployment");
  add(addDomainsOptions(domains), async () => (await import("./domains.ts")).domains);

  const explain = program.command("explain").description("print the page of a finding code; opens no socket");
  addExplainOptions(explain)
    .allowExcessArguments(false)
    .action(async (code: string | undefined, flags: ExplainFlags) => {
      setExitCode(await (await import("./explain.ts")).explain(code, flags));
    });

  const demo = program
    .command("demo")
    .description("start a lab on loopback, break some of it, and run the real doctor on it");
  add(addDemoOptions(demo), async () => (await import("./demo.ts")).demo);

  return program;
}

function oneLine(text: string): string {
  return text
    .replace(/^error: /, "")
    .trim()
    .replace(/\s*\n\s*/g, " ");
}
