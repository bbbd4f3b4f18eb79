// Completion for bash: one function, a table of words for each command.

import { type CommandPage, nameOf } from "../command-page.ts";
import type { Completion } from "./completion.ts";

/** Needs bash 4 or newer, and not the package bash-completion. */
export const bash: Completion = (pages) => `# Completion of carto-proxy for bash. Put this into your ~/.bashrc:
#   source <(carto-proxy completion bash)
_carto_proxy() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} command= word words= index
  COMPREPLY=()
  # bash takes "=" for a word of its own.
  if [[ $cur == = ]]; then
    cur=
  elif [[ $prev == = ]]; then
    prev=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    case "$command/$word" in
${deeper(pages).join("\n")}
    esac
  done
  case "$command:$prev" in
${values(pages).join("\n")}
  esac
  if [[ -n $words ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
    return
  fi
  case "$command" in
${words(pages).join("\n")}
  esac
  if [[ $cur == -* || -n $words ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
  fi
  if [[ $cur != -* ]]; then
    case "$command" in
${files(pages).join("\n")}
    esac
  fi
}
_carto_proxy_files() {
  compopt -o filenames 2>/dev/null || :
  local found
  mapfile -t found < <(compgen -f -- "$1")
  COMPREPLY+=("\${found[@]}")
}
complete -F _carto_proxy carto-proxy
`;

function deeper(pages: CommandPage[]): string[] {
  return pages.flatMap((page) =>
    page.commands.map((name) => `      "${nameOf(page)}/${name}") command="${[...page.path, name].join(" ")}" ;;`),
  );
}

/** What may stand behind an option that takes a value; behind a value of any kind nothing is offered. */
function values(pages: CommandPage[]): string[] {
  return pages.flatMap((page) =>
    page.options.flatMap(({ name, value, values, file }) => {
      if (value === null) return [];
      const place = `    "${nameOf(page)}:${name}")`;
      if (values.length > 0) return [`${place} words="${values.join(" ")}" ;;`];
      return [file ? `${place} _carto_proxy_files "$cur"; return ;;` : `${place} return ;;`];
    }),
  );
}

function words(pages: CommandPage[]): string[] {
  return pages.map((page) => {
    const offered = [...page.commands, ...page.arguments.flatMap((each) => each.values)];
    const options = page.options.map(({ name }) => name).join(" ");
    return `    "${nameOf(page)}") if [[ $cur == -* ]]; then words="${options}"; else words="${offered.join(" ")}"; fi ;;`;
  });
}

function files(pages: CommandPage[]): string[] {
  const taking = pages.filter((page) => page.arguments.some(({ file }) => file));
  return taking.map((page) => `      "${nameOf(page)}") _carto_proxy_files "$cur" ;;`);
}
