// The files that the operator names, and the running process → the sources of variables, in the order in which later wins.

import { readEnvFiles } from "./dotenv/env-file.ts";
import { readCustomizations } from "./helm/customizations.ts";
import { readPodEnvironments } from "./pod/pod-environment-file.ts";
import { environmentSource, type VariableSource } from "./source.ts";

export interface SourceFlags {
  /** --pod-env, --customizations and --env-file, each in the order given. */
  podEnv?: string[];
  customizations?: string[];
  envFile?: string[];
}

/**
 * The process first, then pod environments, values files and env files: later wins (see `effective`).
 * @throws {UsageError} for a file that is absent, too large, not text or does not parse, with the line and what to do. What
 * parses and is wrong all the same is a ValueProblem of its source.
 */
export function readSources(flags: SourceFlags, environment: Record<string, string | undefined>): VariableSource[] {
  return [
    environmentSource(environment),
    ...readPodEnvironments(flags.podEnv ?? []),
    ...readCustomizations(flags.customizations ?? []),
    ...readEnvFiles(flags.envFile ?? [], environment),
  ];
}
