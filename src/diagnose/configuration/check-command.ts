// The command that judges the same files again.

import type { SourceKind } from "../../settings/configuration.ts";
import type { SettingsSummary } from "../../settings/settings.ts";
import { quoted } from "../remedies/command.ts";

const OPTION: Record<SourceKind, string | null> = {
  environment: null,
  env: "--env-file",
  "customer-env": "--env-file",
  customizations: "--customizations",
  "kots-config": "--customizations",
  "pod-environment": "--pod-env",
};

export function checkCommand({ configuration }: SettingsSummary): string {
  const files = configuration.sources.flatMap(({ name, kind, beside }) => {
    const option = OPTION[kind];
    return option === null || beside ? [] : [option, quoted(name)];
  });
  return ["carto-proxy config check", ...files].join(" ");
}
