// The options that name configuration files, shared by every command that reads settings.

import { type Command, Option } from "commander";

/** The files that settings are read from. */
export interface SourceOptions {
  envFile: string[];
  customizations: string[];
  podEnv: string[];
  /** False: look for no file that is not named. */
  discovery?: boolean;
}

/** What the operator configured, in files. */
export function addSourceOptions(command: Command): Command {
  return command
    .addOption(repeatable("--env-file <file>", "CARTO's .env or customer.env; later wins, and beats the process"))
    .addOption(
      repeatable("--customizations <file>", "Helm values (customizations.yaml), or KOTS ConfigValues; later wins"),
    )
    .addOption(
      repeatable("--pod-env <file>", "a CARTO container's own environment: the output of env in it, or its manifest"),
    )
    .option("--no-discovery", "on a single VM: do not look for CARTO's .env by itself, here or in carto-selfhosted");
}

export function repeatable(flags: string, description: string): Option {
  const collect = (value: string, previous: string[]) => [...previous, value];
  return new Option(flags, `${description}; repeatable`).argParser(collect).default([], "none");
}
