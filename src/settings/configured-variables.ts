// Sources → every variable that decides something, with where it stands and what it beats: what `config check` prints.

import { type ConfigurationSummary, type ConfiguredVariable, VARIABLE_NAMES } from "./configuration.ts";
import { PodEnvironment } from "./pod-environment.ts";
import { maskCredentials } from "./proxy-url.ts";
import { effective, placeOf, type VariableSource } from "./source.ts";

export function podEnvironment(sources: VariableSource[]): PodEnvironment {
  return new PodEnvironment(Object.assign({}, ...effective(sources).map(({ variables }) => variables)));
}

export function configuredVariables(sources: VariableSource[]): ConfiguredVariable[] {
  const counting = effective(sources);
  const seen = VARIABLE_NAMES.filter((name) => counting.some(({ variables }) => variables[name] !== undefined));
  return seen.map((name) => configured(name, sources, counting));
}

export function configuredSources(sources: VariableSource[]): ConfigurationSummary["sources"] {
  return sources.map(({ name, kind, variables, beside }) => ({
    name,
    kind,
    variables: VARIABLE_NAMES.filter((variable) => variables[variable] !== undefined),
    ...(beside && { beside }),
  }));
}

function configured(name: string, sources: VariableSource[], counting: VariableSource[]): ConfiguredVariable {
  const setting = (each: VariableSource) => each.variables[name] !== undefined;
  const winner = counting.findLast(setting)!;
  const given = (source: VariableSource) => ({
    value: printable(source.variables[name]!),
    from: placeOf(source, name),
  });
  const beaten = sources.filter((source) => setting(source) && !source.beside && source.name !== winner.name);
  return { name, ...given(winner), overrides: beaten.toReversed().map(given) };
}

function printable(value: string): string {
  const masked = value.includes("://") ? maskCredentials(value) : value;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is made visible
  return masked.replace(/[\u0000-\u001f\u007f-\u009f]/g, (character) => JSON.stringify(character).slice(1, -1));
}
