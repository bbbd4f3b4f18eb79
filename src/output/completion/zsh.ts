// Completion for zsh: one function for each command, each a call of _arguments.

import { type CommandPage, nameOf, type OptionPage } from "../command-page.ts";
import type { Completion } from "./completion.ts";

export const zsh: Completion = (pages) => `#compdef carto-proxy
# Completion of carto-proxy for zsh. Put this into your ~/.zshrc, behind compinit:
#   source <(carto-proxy completion zsh)
${pages.map((page) => functionOf(page, pages)).join("\n")}
if [[ $funcstack[1] == _carto_proxy ]]; then
  _carto_proxy "$@"
else
  compdef _carto_proxy carto-proxy
fi
`;

function functionOf(page: CommandPage, pages: CommandPage[]): string {
  const specs = [...page.options.map(optionSpec), ...argumentSpecs(page)];
  const body =
    page.commands.length === 0
      ? `  _arguments ${specs.join(" \\\n    ")}`
      : `  local curcontext="$curcontext" line state
  _arguments -C ${[...specs, "'1: :->command'", "'*:: :->rest'"].join(" \\\n    ")}
  case $state in
    command)
      local -a commands=(
${page.commands.map((name) => `        ${quoted(`${escaped(name)}:${descriptionOf([...page.path, name], pages)}`)}`).join("\n")}
      )
      _describe command commands
      ;;
    rest)
      case $line[1] in
${page.commands.map((name) => `        ${name}) ${functionName([...page.path, name])} ;;`).join("\n")}
      esac
      ;;
  esac`;
  return `${functionName(page.path)}() {\n${body}\n}`;
}

function functionName(path: string[]): string {
  return ["_carto_proxy", ...path.map((word) => word.replaceAll("-", "_"))].join("_");
}

function descriptionOf(path: string[], pages: CommandPage[]): string {
  return pages.find((page) => nameOf(page) === path.join(" "))?.description ?? "";
}

/** A repeatable option may stand again; each other one once. */
function optionSpec({ name, value, description, values, file }: OptionPage): string {
  const again = description.includes("repeatable") ? "*" : "";
  const spec = `${again}${name}[${escaped(description)}]`;
  return quoted(value === null ? spec : `${spec}:${escaped(value.replace(/[<>]/g, ""))}:${actionOf(values, file)}`);
}

function argumentSpecs({ arguments: all }: CommandPage): string[] {
  return all.map(({ name, values, file }) => quoted(`*:${escaped(name)}:${actionOf(values, file)}`));
}

/** A blank: nothing is known of the value. */
function actionOf(values: string[], file: boolean): string {
  if (values.length > 0) return `(${values.join(" ")})`;
  return file ? "_files" : " ";
}

/** Brackets and colons have a meaning in a specification. */
function escaped(text: string): string {
  return text.replace(/[\\[\]:]/g, "\\$&");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
