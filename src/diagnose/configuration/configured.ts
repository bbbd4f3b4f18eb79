// What the sources set: one variable with its place, as evidence lines show it.

import type { ConfiguredVariable, Place } from "../../settings/configuration.ts";
import type { SettingsSummary } from "../../settings/settings.ts";
import { listed } from "../phrase.ts";

export function configured(settings: SettingsSummary, name: string): ConfiguredVariable | null {
  return settings.configuration.variables.find((variable) => variable.name === name) ?? null;
}

/** Set, and not empty: an empty variable is one that some clients take for set. */
export function filled(settings: SettingsSummary, name: string): ConfiguredVariable | null {
  const variable = configured(settings, name);
  return variable === null || variable.value?.trim() === "" ? null : variable;
}

/** "customizations.yaml, line 7, externalProxy.host", "environment, HTTPS_PROXY" */
export function placeWords({ source, line, key }: Place): string {
  return [source, ...(line === null ? [] : [`line ${line}`]), key].join(", ");
}

/** One line for each place, e.g. ".env, line 3, HTTPS_PROXY: http://proxy:3128"; the names where one value of a chart sets several. */
export function settingLines(variables: (ConfiguredVariable | null)[]): string[] {
  const set = variables.filter((variable) => variable !== null);
  const byPlace = Map.groupBy(set, ({ from, value }) => `${placeWords(from)}\n${value}`);
  return [...byPlace.values()].map((group) => {
    const { from, value, name } = group[0]!;
    const names =
      from.key === name
        ? ""
        : `${listed(
            group.map((each) => each.name),
            6,
          )} = `;
    return `${placeWords(from)}: ${names}${value === null ? "(not shown)" : value === "" ? "(empty)" : value}`;
  });
}
