// The options of carto-proxy route: the hosts, and the files that the settings come from.

import type { Command } from "commander";
import { addSourceOptions, type SourceOptions } from "./source-options.ts";

export interface RouteFlags extends SourceOptions {
  json?: boolean;
  color: boolean;
}

export function addRouteOptions(command: Command): Command {
  return addSourceOptions(command.argument("<host...>", "host or host:port; https, unless http:// stands before it"))
    .option("--json", "print JSON")
    .option("--no-color", "no colour (also: NO_COLOR, not a terminal)");
}
