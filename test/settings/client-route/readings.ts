// The readings by name and version, for tests.

import type { Client, ClientReading, ClientTarget } from "../../../src/settings/client-route/client-route.ts";
import { CLIENT_READINGS } from "../../../src/settings/client-route/index.ts";

export function reading(client: Client, versions?: string): ClientReading {
  const found = CLIENT_READINGS.find((each) => each.client === client && (versions ?? each.versions) === each.versions);
  if (found === undefined) throw new Error(`no reading of ${client} ${versions}`);
  return found;
}

export function target(host: string, scheme: "http" | "https" = "https", port?: number): ClientTarget {
  return { scheme, host, port: port ?? (scheme === "https" ? 443 : 80) };
}
