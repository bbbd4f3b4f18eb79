// The change to make to the proxy settings, in the words of each kind of deployment.

import type { ProxySummary, ProxyVariable, SettingsSummary } from "../../settings/settings.ts";
import { namedProxies } from "../configuration/proxy-presence.ts";
import type { Remedy } from "../finding.ts";
import { listed } from "../phrase.ts";
import { proxyParts } from "../service.ts";

/** The variables that name this proxy, as the operator wrote them. */
export function variablesNaming(href: string, settings: SettingsSummary): ProxySummary[] {
  return namedProxies(settings).filter((proxy) => proxy.url === href);
}

/** "HTTP_PROXY (environment) and HTTPS_PROXY (.env)"; or words, where a saved report names none. */
export function namedBy(href: string, settings: SettingsSummary): string {
  return listed(variablesNaming(href, settings).map(({ from }) => from)) || "the proxy settings";
}

/** Sets the named variables, in both spellings (client libraries differ in which they read), to one URL. */
export function setProxy(
  url: string,
  variables: ProxyVariable[],
  settings: SettingsSummary,
): Pick<Remedy, "do" | "snippet"> {
  const upper = [...new Set(variables.map((variable) => variable.toUpperCase()))];
  const { scheme, host, port } = proxyParts(url);
  switch (settings.deployment) {
    case "vm": {
      const lines = upper.flatMap((name) => [`${name}=${url}`, `${name.toLowerCase()}=${url}`]);
      return {
        do: `Set in customer.env (from which .env is written again) and in .env:`,
        snippet: { language: "dotenv", text: lines.join("\n") },
      };
    }
    case "helm": {
      const values = ["externalProxy:", "  enabled: true", `  type: ${scheme}`, `  host: "${host}"`, `  port: ${port}`];
      return {
        do: "Set in customizations.yaml, and upgrade the release:",
        snippet: { language: "yaml", text: values.join("\n") },
      };
    }
    case "kots":
      return { do: `Set the proxy of the installation to ${url}: CARTO's pods take it from there.` };
  }
}
