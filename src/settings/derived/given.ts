// Looks up what the sources say of CARTO's own variables, each with its place.

import { effective, findVariable, type Variable, type VariableSource } from "../source.ts";

/** The value that counts, trimmed; null where it is absent or empty. */
export type Given = (name: string) => Variable | null;

/** Signs of a container of CARTO's: elsewhere a REDIS_HOST of the process is somebody else's. */
const SIGNS = ["WORKSPACE_POSTGRES_HOST", "CARTO_SELFHOSTED_DOMAIN", "SELFHOSTED_TENANT_ID", "WORKSPACE_TENANT_ID"];

/** Of the running process only where it is a container of CARTO's. */
export function givenBy(sources: VariableSource[]): Given {
  const counting = effective(sources).filter(
    ({ kind, variables }) => kind !== "environment" || SIGNS.some((name) => variables[name] !== undefined),
  );
  return (name) => {
    const found = findVariable(counting, [name]);
    return found === null ? null : { ...found, value: found.value.trim() };
  };
}

export function isOn(variable: Variable | null): boolean {
  return variable !== null && /^(?:true|1|yes|on)$/i.test(variable.value);
}
