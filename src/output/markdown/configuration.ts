// The effective configuration with its sources, logins masked.

import type { Place } from "../../settings/configuration.ts";
import type { ProxySummary, SettingsSummary } from "../../settings/settings.ts";
import { code, cut, plain } from "./escape.ts";
import type { Part } from "./markdown.ts";

export const configuration: Part = ({ settings }) => ({
  title: "Effective configuration",
  what: "variable",
  blocks: settings.configuration.variables.length > 0 ? variables(settings) : summary(settings),
});

function variables({ configuration: { variables: all, sources } }: SettingsSummary): string[] {
  return [
    `Read: ${sources.map(({ name }) => code(cut(name, 200))).join(", ")}`,
    ...all.map(({ name, value, from, overrides }) => {
      const beats = overrides.map(
        (each) => `, instead of ${code(cut(each.value ?? "(secret)", 300))} in ${place(each.from)}`,
      );
      return `- ${code(`${name}=${cut(value ?? "(secret)", 600)}`)} from ${place(from)}${beats.join("")}`;
    }),
  ];
}

function place({ source, line, key }: Place): string {
  return plain([cut(source, 200), ...(line === null ? [] : [`line ${line}`]), cut(key, 100)].join(", "));
}

function summary({ httpProxy, httpsProxy, grpcProxy, noProxy, tlsVerification }: SettingsSummary): string[] {
  const proxies = [httpProxy, httpsProxy, grpcProxy].filter((proxy): proxy is ProxySummary => proxy !== null);
  return [
    ...(proxies.length === 0 ? ["- No proxy is configured."] : []),
    ...proxies.map(({ url, from }) => `- ${code(cut(url, 300))} from ${plain(cut(from, 200))}`),
    ...(noProxy
      ? [`- NO_PROXY: ${code(cut(noProxy.entries.join(","), 600))} from ${plain(cut(noProxy.from, 200))}`]
      : []),
    ...(tlsVerification ? [] : ["- TLS verification is turned **off**."]),
  ];
}
