// A change to variables → the corrections for a program: which value of which file becomes what.

import { type Place, PROXY_FAMILY, type SourceKind } from "../../settings/configuration.ts";
import type { SettingsSummary } from "../../settings/settings.ts";
import type { Correction } from "../finding.ts";
import { proxyParts } from "../service.ts";
import { configured } from "./configured.ts";

/** The value that a variable is to have; null: it is to be taken out. */
export interface Change {
  name: string;
  value: string | null;
}

/** A variable that nobody has written yet goes beside the other proxy variables. Nothing where no source sets any. */
export function corrections(changes: Change[], settings: SettingsSummary): { corrections?: Correction[] } {
  const all = changes.flatMap((change) => correctionsOf(change, settings));
  const sameKey = (one: Correction) => (other: Correction) => one.source === other.source && one.key === other.key;
  const unique = all.filter((one, at) => all.findIndex(sameKey(one)) === at);
  return unique.length === 0 ? {} : { corrections: unique };
}

function correctionsOf({ name, value }: Change, settings: SettingsSummary): Correction[] {
  const own = configured(settings, name);
  const from = own?.from ?? siblingPlace(name, settings);
  if (from === null) return [];
  const kind = kindOf(from, settings);
  if (kind === "customizations" || kind === "kots-config") {
    return chartValues(name, value, from, kind, own !== null).map((each): Correction => {
      const here = own !== null && each.key === from.key;
      return { source: from.source, line: here ? from.line : null, found: here ? own.value : null, ...each };
    });
  }
  return [{ source: from.source, line: own?.from.line ?? null, key: name, found: own?.value ?? null, value }];
}

/** The chart renders several variables from one value, and a URL from several values. An answer to KOTS is known only where it is given. */
function chartValues(
  name: string,
  value: string | null,
  { key }: Place,
  kind: SourceKind,
  given: boolean,
): Pick<Correction, "key" | "value">[] {
  const answers = kind === "kots-config";
  if (/^no_proxy$/i.test(name)) {
    if (given) return [{ key, value }];
    return answers ? [] : [{ key: "externalProxy.excludedDomains", value }];
  }
  if (name === "NODE_TLS_REJECT_UNAUTHORIZED") return [{ key, value: value === "1" && !answers ? "true" : value }];
  if (value === null || answers || !/^externalProxy\.(enabled|type|host|port)$/.test(key)) return [{ key, value }];
  const { scheme, host, port } = proxyParts(value);
  return [
    { key: "externalProxy.type", value: scheme },
    { key: "externalProxy.host", value: host },
    { key: "externalProxy.port", value: String(port) },
  ];
}

function siblingPlace(name: string, settings: SettingsSummary): Place | null {
  const beside = PROXY_FAMILY.includes(name) ? [otherCase(name), ...PROXY_FAMILY] : PROXY_FAMILY;
  return beside.map((each) => configured(settings, each)).find((variable) => variable !== null)?.from ?? null;
}

export function otherCase(name: string): string {
  return name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase();
}

function kindOf({ source }: Place, settings: SettingsSummary): SourceKind | null {
  return settings.configuration.sources.find(({ name }) => name === source)?.kind ?? null;
}
