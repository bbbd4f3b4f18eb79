// Completion for fish: one line for each option and command, with the condition under which it is offered.

import { type CommandPage, nameOf, type OptionPage } from "../command-page.ts";
import type { Completion } from "./completion.ts";

export const fish: Completion = (pages) => `# Completion of carto-proxy for fish. Save it once:
#   carto-proxy completion fish > ~/.config/fish/completions/carto-proxy.fish
function __carto_proxy_command
    set -l words (commandline -opc)
    set -l command
    for word in $words[2..-1]
        switch "$command/$word"
${pages.flatMap(deeper).join("\n")}
        end
    end
    test "$command" = "$argv[1]"
end
complete -c carto-proxy -f
${pages.flatMap((page) => linesOf(page, pages)).join("\n")}
`;

function deeper(page: CommandPage): string[] {
  return page.commands.map(
    (name) => `            case ${quoted(`${nameOf(page)}/${name}`)}
                set command ${quoted([...page.path, name].join(" "))}`,
  );
}

function linesOf(page: CommandPage, pages: CommandPage[]): string[] {
  const when = `complete -c carto-proxy -n ${quoted(`__carto_proxy_command "${nameOf(page)}"`)}`;
  const commands = page.commands.map((name) => {
    const words = pages.find((each) => nameOf(each) === [...page.path, name].join(" "))?.description ?? "";
    return `${when} -a ${name} -d ${quoted(words)}`;
  });
  const operands = page.arguments.flatMap(({ values, file }) => {
    if (values.length > 0) return [`${when} -a ${quoted(values.join(" "))}`];
    return file ? [`${when} -F`] : [];
  });
  return [...commands, ...page.options.map((option) => `${when} ${optionWords(option)}`), ...operands];
}

/** -x: a value, and no file; -r -F: a value that is a file. */
function optionWords({ name, value, description, values, file }: OptionPage): string {
  const base = `-l ${name.replace(/^--/, "")} -d ${quoted(description)}`;
  if (value === null) return base;
  if (values.length > 0) return `${base} -x -a ${quoted(values.join(" "))}`;
  return file ? `${base} -r -F` : `${base} -x`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
