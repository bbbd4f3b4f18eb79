// The value of NO_PROXY that counts, and what it means where quotation marks or empty entries got into it.

import type { ConfiguredVariable } from "../../../settings/configuration.ts";
import type { SettingsSummary } from "../../../settings/settings.ts";
import { configured, filled } from "../configured.ts";

/** The variables that hold a list, the one that most clients read first in front; none where nobody set one. */
export function noProxyVariables(settings: SettingsSummary): ConfiguredVariable[] {
  return ["no_proxy", "NO_PROXY"].map((name) => filled(settings, name)).filter((variable) => variable !== null);
}

/** Whether any source names a proxy: without one NO_PROXY decides nothing. */
export function namesProxy(settings: SettingsSummary): boolean {
  return PROXIES.some((name) => filled(settings, name) !== null);
}

const PROXIES = ["HTTP_PROXY", "HTTPS_PROXY", "GRPC_PROXY"].flatMap((name) => [name, name.toLowerCase()]);

/** As written, blanks and empty entries kept; [] where there is no list. */
export function entriesOf(value: string | null): string[] {
  return value === null || value === "" ? [] : unescaped(value).split(",");
}

/** Quotation marks, or the brackets of a list that was never joined: no client takes them off. */
export function isWrapped(value: string | null): boolean {
  const text = unescaped(value ?? "").trim();
  return /["'`]/.test(text) || (/^\[.*\]$/s.test(text) && !/^\[[0-9a-f:.]*\]/i.test(text));
}

/** The entries that the operator means: no quotation marks, no empty ones; blanks kept, since clients differ about those. */
export function meantEntries(settings: SettingsSummary): string[] {
  const value = noProxyVariables(settings)[0]?.value ?? null;
  const text = isWrapped(value) ? unwrapped(unescaped(value ?? "")) : (value ?? "");
  return entriesOf(text).filter((entry) => entry.trim() !== "");
}

/** True where a source sets it to nothing, which hides the other case from some clients. */
export function isEmptied(settings: SettingsSummary, name: string): boolean {
  return configured(settings, name)?.value?.trim() === "";
}

function unwrapped(text: string): string {
  return text.replace(/["'`]/g, "").replace(/^\s*\[(.*)\]\s*$/s, "$1");
}

/** Summaries carry control characters as escapes. */
function unescaped(value: string): string {
  return value.replace(/\\([nrt])/g, (_, letter: string) => ({ n: "\n", r: "\r", t: "\t" })[letter] ?? "");
}
