// carto-proxy route HOST…: by which way each client library would go there under the current settings. Opens no socket.

import { routeJson } from "../output/route/json.ts";
import { routeTable } from "../output/route/table.ts";
import { agreementOn } from "../settings/client-route/agreement.ts";
import { parseTarget } from "../settings/client-route/target.ts";
import { podEnvironment } from "../settings/configured-variables.ts";
import { sourcesFor } from "./configuration-sources.ts";
import { writeFully } from "./destination.ts";
import type { RouteFlags } from "./route-options.ts";
import { terminalStyle } from "./terminal.ts";

export async function route(hosts: string[], flags: RouteFlags): Promise<number> {
  const targets = hosts.map(parseTarget);
  const variables = podEnvironment(sourcesFor(flags, process.env)).reveal();
  const agreements = targets.map((target) => agreementOn(variables, target));
  const text = flags.json ? routeJson(agreements) : routeTable(agreements, terminalStyle(process.stdout, flags));
  await writeFully(process.stdout, text);
  return 0;
}
