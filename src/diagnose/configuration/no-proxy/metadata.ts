// Google's metadata server, where GKE Workload Identity gets its tokens: which of its names are not excluded.

import type { SettingsSummary } from "../../../settings/settings.ts";
import { allDirect, READERS } from "./reader.ts";

const METADATA = ["169.254.169.254", "metadata", "metadata.google.internal"];

export function missingMetadata({ configuration }: SettingsSummary, entries: string[]): string[] {
  if (configuration.workloadIdentity === null) return [];
  const clients = [...READERS.node, ...READERS.google];
  return METADATA.filter((host) => !allDirect(entries, { host, port: 80, scheme: "http" }, clients));
}
