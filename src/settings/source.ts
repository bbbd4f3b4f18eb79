// A place that variables come from. Later sources win; each value remembers its source, so that the report can say it.

export interface VariableSource {
  /** As the report names it: "environment", or the file. */
  name: string;
  variables: Record<string, string | undefined>;
}

export interface Variable<Name extends string = string> {
  name: Name;
  value: string;
  /** e.g. "HTTPS_PROXY (environment)" */
  from: string;
}

export function environmentSource(variables: Record<string, string | undefined>): VariableSource {
  return { name: "environment", variables };
}

/**
 * The first of `names` that has a value that is not empty, in the last source that has any of them.
 * An empty variable counts as not set here: that some clients let it hide its other spelling is a finding of its own.
 */
export function findVariable<Name extends string>(
  sources: VariableSource[],
  names: readonly Name[],
): Variable<Name> | null {
  for (const source of sources.toReversed()) {
    for (const name of names) {
      const value = source.variables[name];
      if (value !== undefined && value.trim() !== "") return { name, value, from: `${name} (${source.name})` };
    }
  }
  return null;
}
