// What the chart makes of values: the pods' variables and files, collected.

import type { Place } from "../configuration.ts";
import type { Secret } from "../secret.ts";
import { secretOf } from "../secret-names.ts";
import type { ContainerFile } from "../source.ts";

export interface Rendering {
  variables: Record<string, string>;
  places: Record<string, Place>;
  files: Record<string, ContainerFile>;
  secrets: Secret[];
  set(name: string, value: string, from: Place): void;
}

export function newRendering(): Rendering {
  const rendering: Rendering = {
    variables: {},
    places: {},
    files: {},
    secrets: [],
    set(name, value, from) {
      rendering.variables[name] = value;
      rendering.places[name] = from;
      rendering.secrets.push(...secretOf(name, value));
    },
  };
  return rendering;
}
