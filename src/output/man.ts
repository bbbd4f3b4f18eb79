// The man page in roff, written from the command line as data (man(7)).

import { type CommandPage, nameOf, type OptionPage } from "./command-page.ts";

export interface ManText {
  version: string;
  exitCodes: [code: string, when: string][];
  environment: [name: string, what: string][];
  files: [name: string, what: string][];
}

export function manPage(pages: CommandPage[], { version, exitCodes, environment, files }: ManText): string {
  const [program, ...commands] = pages;
  const runnable = commands.filter((page) => page.commands.length === 0);
  const lines = [
    `.TH CARTO\\-PROXY 1 "" ${quoted(`carto-proxy ${version}`)} "User Commands"`,
    ".SH NAME",
    `carto\\-proxy \\- ${escaped(program?.description.replace(/\.$/, "") ?? "")}`,
    ".SH SYNOPSIS",
    ...runnable.flatMap((page) => [".br", `.B carto\\-proxy`, escaped(page.usage)]).slice(1),
    ".SH OPTIONS",
    ...(program?.options.flatMap(option) ?? []),
    ".SH COMMANDS",
    ...runnable.flatMap(command),
    ".SH EXIT STATUS",
    ...exitCodes.flatMap(entry),
    ".SH ENVIRONMENT",
    ...environment.flatMap(entry),
    ".SH FILES",
    ...files.flatMap(entry),
  ];
  return `${lines.join("\n")}\n`;
}

function command(page: CommandPage): string[] {
  const described = page.arguments.filter(({ description }) => description !== "");
  return [
    `.SS ${quoted(nameOf(page))}`,
    escaped(sentence(page.description)),
    ...described.flatMap(({ name, description, values }) =>
      entry([name.toUpperCase(), [description, ...listed(values)].join("; ")]),
    ),
    ...page.options.filter(({ name }) => name !== "--help").flatMap(option),
  ];
}

function option({ name, value, description, default: standard, values }: OptionPage): string[] {
  const head =
    value === null
      ? `\\fB${escaped(name)}\\fR`
      : `\\fB${escaped(name)}\\fR \\fI${escaped(value.replace(/[<>]/g, ""))}\\fR`;
  const words = [description, ...listed(values), ...(standard === null ? [] : [`default: ${standard}`])].join("; ");
  return [".TP", head, escaped(sentence(words))];
}

function listed(values: string[]): string[] {
  return values.length === 0 ? [] : [`one of ${values.join(", ")}`];
}

function entry([name, text]: [string, string]): string[] {
  return [".TP", `\\fB${escaped(name)}\\fR`, escaped(sentence(text))];
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}

/** A backslash and a leading dot or quote are roff's; a bare hyphen may be shown as a dash, which a command line does not take. */
function escaped(text: string): string {
  return text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replace(/^(?=[.'])/, "\\&");
}

function quoted(text: string): string {
  return `"${escaped(text).replaceAll('"', '""')}"`;
}
