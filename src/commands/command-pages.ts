// commander's definitions → the command line as data.

import type { Argument, Command, Option } from "commander";
import type { CommandPage, OptionPage } from "../output/command-page.ts";

/** The program first, then every command before its own commands, in the order of --help. Hidden ones are left out. */
export function commandPages(program: Command): CommandPage[] {
  return pagesOf(program, []);
}

function pagesOf(command: Command, path: string[]): CommandPage[] {
  const help = command.createHelp();
  const below = help.visibleCommands(command).filter((each) => each.name() !== "help");
  const page: CommandPage = {
    path,
    description: command.description(),
    usage: [...path, command.usage()].join(" "),
    arguments: command.registeredArguments.map(argumentOf),
    options: help.visibleOptions(command).map(optionOf),
    commands: below.map((each) => each.name()),
  };
  return [page, ...below.flatMap((each) => pagesOf(each, [...path, each.name()]))];
}

function argumentOf(argument: Argument): CommandPage["arguments"][number] {
  const name = argument.name();
  return { name, description: argument.description, values: argument.argChoices ?? [], file: isFile(name) };
}

function optionOf(option: Option): OptionPage {
  const value = /[<[].*$/.exec(option.flags)?.[0] ?? null;
  return {
    name: option.long ?? option.flags,
    value,
    description: option.description,
    default: defaultOf(option),
    values: option.argChoices ?? [],
    file: isFile(value?.replace(/[<>[\]]/g, "") ?? ""),
  };
}

/** As commander's help shows it; what is on until it is turned off has none. */
function defaultOf({ defaultValue, defaultValueDescription, negate }: Option): string | null {
  if (defaultValueDescription !== undefined) return defaultValueDescription;
  return defaultValue === undefined || negate ? null : String(defaultValue);
}

/** How our definitions name values that are paths. */
function isFile(name: string): boolean {
  return ["file", "path", "report", "before", "after"].includes(name.replace(/\.\.\.$/, ""));
}
