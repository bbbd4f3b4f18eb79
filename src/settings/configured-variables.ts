// Sources → every variable that decides something, with where it stands and what it beats: what `config check` prints.

import { type ConfigurationSummary, type ConfiguredVariable, VARIABLE_NAMES } from "./configuration.ts";
import { isCartoName } from "./derived/names.ts";
import { PodEnvironment } from "./pod-environment.ts";
import { printableValue } from "./printable.ts";
import { isHiddenName } from "./secret-names.ts";
import { effective, placeOf, type VariableSource } from "./source.ts";

export function podEnvironment(sources: VariableSource[]): PodEnvironment {
  return new PodEnvironment(Object.assign({}, ...effective(sources).map(({ variables }) => variables)));
}

export function configuredVariables(sources: VariableSource[]): ConfiguredVariable[] {
  const counting = effective(sources);
  const seen = VARIABLE_NAMES.filter((name) => counting.some(({ variables }) => variables[name] !== undefined));
  const files = counting.filter(({ kind }) => kind !== "environment");
  const carto = new Set(files.flatMap(({ variables }) => Object.keys(variables).filter(isCartoName)));
  return [...seen, ...[...carto].toSorted()].map((name) => configured(name, sources, counting));
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
    value: isHiddenName(name) ? null : printableValue(source.variables[name]!),
    from: placeOf(source, name),
  });
  const place = placeOf(winner, name);
  const beaten = sources.filter((source) => {
    if (!setting(source) || source.beside || source === winner) return false;
    const own = placeOf(source, name);
    // A values file that was merged has what the merged values still have.
    const same = own.source === place.source && own.line === place.line && own.key === place.key;
    return !same || source.variables[name] !== winner.variables[name];
  });
  return { name, ...given(winner), overrides: beaten.toReversed().map(given) };
}
