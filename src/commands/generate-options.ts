// The options of `config generate`: those that decide the settings, and what no setting tells.

import { Argument, type Command, Option } from "commander";
import { artifactNames, type RequestFormat, requestFormats } from "../handoff/artifact.ts";
import type { PlanFlags } from "./flags.ts";
import { addSettingsOptions } from "./options.ts";
import { repeatable } from "./source-options.ts";

export interface GenerateFlags extends Omit<PlanFlags, "clients" | "strictEgress" | "thorough" | "idle" | "json"> {
  proxy?: string;
  required?: boolean;
  from?: string;
  namespace?: string;
  release?: string;
  proxyCidr: string[];
  cidr: string[];
  dnsCidr: string[];
  clientCidr: string[];
  format: RequestFormat;
  output?: string;
  force?: boolean;
}

export function addGenerateOptions(command: Command): Command {
  const what = new Argument("<what>", "the file to write").choices([...artifactNames]);
  return addSettingsOptions(command.addArgument(what))
    .option("--proxy <url>", "the proxy to write (default: the one that is configured)")
    .option("--required", "leave out optional features, but those of --feature")
    .option("--from <report>", "a JSON report of doctor: write only what it found missing")
    .option("--namespace <name>", "network-policy: the namespace of CARTO's pods")
    .option("--release <name>", "network-policy: the Helm release, for a label")
    .addOption(repeatable("--proxy-cidr <cidr>", "network-policy: an address range of the proxy"))
    .addOption(repeatable("--cidr <host=cidr>", "network-policy: an address range of a host that is reached directly"))
    .addOption(repeatable("--dns-cidr <cidr>", "network-policy: a name server outside kube-system"))
    .addOption(repeatable("--client-cidr <cidr>", "squid: an address range that CARTO connects from"))
    .addOption(new Option("--format <name>", "of firewall-request").choices([...requestFormats]).default("markdown"))
    .option("--output <file>", "write there instead of to stdout")
    .option("--force", "overwrite the file of --output");
}
