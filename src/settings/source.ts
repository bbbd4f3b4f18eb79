// A place that variables come from. Later sources win; each value remembers its source, so that the report can say it.

import { type Place, PROXY_FAMILY, type SourceKind, VARIABLE_NAMES, type ValueProblem } from "./configuration.ts";
import type { Secret } from "./secret.ts";

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
  /** Its values are merged into the next source of its kind, as Helm merges values files: it sets nothing by itself. */
  merged?: true;
  /** It gives every variable of routes and trust that the containers get: what it has not, they have not, whatever the process has. */
  decidesProxy?: true;
  /** Files that the containers get with it, by their path in the container. */
  files?: Record<string, ContainerFile>;
  /** The folder of the file on this machine: CARTO's compose project mounts the folder certs beside it. */
  folder?: string;
  /** What it says beyond variables. */
  facts?: SourceFacts;
}

/** A file that a container gets from a values file: `text` is null where it comes from a place that cannot be read here. */
export interface ContainerFile {
  text: string | null;
  from: Place;
  /** Where it comes from, in words: "the ConfigMap trusted-cas". */
  origin: string;
}

export interface SourceFacts {
  deployment?: { kind: "vm" | "kots" | "helm"; from: string };
  features?: { feature: string; from: Place }[];
  clusterDomain?: { name: string; from: Place } | null;
  workloadIdentity?: Place | null;
  /** The URL of the customer's own identity provider. */
  identityProvider?: { url: string; from: Place } | null;
  /** Passwords, keys and tokens that it holds: for the redactor. */
  secrets?: Secret[];
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
 * The sources as they count. Where a file sets any proxy variable, or is all that the containers get of routes and trust,
 * nothing of that counts from the running process: CARTO's containers get the file's, and would not see what this shell has
 * beside it. A CA that this shell alone trusts would make a pass that CARTO does not have.
 */
export function effective(sources: VariableSource[]): VariableSource[] {
  const counting = sources.filter(({ beside, merged }) => !beside && !merged);
  const setsProxy = counting.some(
    ({ kind, variables }) => kind !== "environment" && PROXY_FAMILY.some((name) => variables[name] !== undefined),
  );
  const decides = counting.some(({ decidesProxy }) => decidesProxy);
  const hidden: readonly string[] = decides || setsProxy ? VARIABLE_NAMES : [];
  return counting.map((source) => (source.kind === "environment" ? without(source, hidden) : source));
}

function without(source: VariableSource, hidden: readonly string[]): VariableSource {
  if (hidden.length === 0) return source;
  const left = Object.entries(source.variables).filter(([name]) => !hidden.includes(name));
  return { ...source, variables: Object.fromEntries(left) };
}
