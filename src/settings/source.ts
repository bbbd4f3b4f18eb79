// A place that variables come from. Later sources win; each value remembers its source, so that the report can say it.

import { type Place, PROXY_FAMILY, type SourceKind, type ValueProblem } from "./configuration.ts";

export interface VariableSource {
  /** As the report names it: "environment", or the file. */
  name: string;
  kind: SourceKind;
  variables: Record<string, string | undefined>;
  /** Where each variable stands, where that is more than the source and the variable's own name. */
  places?: Record<string, Place>;
  problems?: ValueProblem[];
  /** Read for comparison alone: it sets nothing. */
  beside?: true;
}

export interface Variable<Name extends string = string> {
  name: Name;
  value: string;
  /** e.g. "HTTPS_PROXY (environment)", "HTTPS_PROXY (.env, line 3)" */
  from: string;
  place: Place;
}

export function environmentSource(variables: Record<string, string | undefined>): VariableSource {
  return { name: "environment", kind: "environment", variables };
}

/**
 * The first of `names` that has a value that is not empty, from the last source that sets it.
 * An empty variable counts as not set here: that some clients let it hide its other spelling is a finding of its own.
 */
export function findVariable<Name extends string>(
  sources: VariableSource[],
  names: readonly Name[],
): Variable<Name> | null {
  const counting = effective(sources);
  for (const name of names) {
    const source = counting.findLast(({ variables }) => variables[name] !== undefined);
    const value = source?.variables[name];
    if (source === undefined || value === undefined || value.trim() === "") continue;
    const place = placeOf(source, name);
    return { name, value, from: told(name, place), place };
  }
  return null;
}

export function placeOf(source: VariableSource, name: string): Place {
  return source.places?.[name] ?? { source: source.name, line: null, key: name };
}

/** "HTTPS_PROXY (.env, line 3)", "HTTPS_PROXY (customizations.yaml, line 7, externalProxy.host)" */
export function told(name: string, { source, line, key }: Place): string {
  return `${name} (${[source, ...(line === null ? [] : [`line ${line}`]), ...(key === name ? [] : [key])].join(", ")})`;
}

/**
 * The sources as they count. Where a file sets any proxy variable, those of the running process do not count: CARTO's
 * containers get the file's, and would not see what this shell has beside it.
 */
export function effective(sources: VariableSource[]): VariableSource[] {
  const counting = sources.filter(({ beside }) => !beside);
  const fromFile = counting.some(
    ({ kind, variables }) => kind !== "environment" && PROXY_FAMILY.some((name) => variables[name] !== undefined),
  );
  if (!fromFile) return counting;
  return counting.map((source) => (source.kind === "environment" ? withoutProxies(source) : source));
}

function withoutProxies(source: VariableSource): VariableSource {
  const left = Object.entries(source.variables).filter(([name]) => !PROXY_FAMILY.includes(name));
  return { ...source, variables: Object.fromEntries(left) };
}
