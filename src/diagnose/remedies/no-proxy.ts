// NO_PROXY without the entries that send targets direct which are meant for the proxy.

import type { SettingsSummary } from "../../settings/settings.ts";
import { noProxyEntry } from "../cause.ts";
import type { ObservedCheck } from "../evidence.ts";
import type { Remedy } from "../finding.ts";

/** No snippet where the plan does not tell which entries did it. */
export function takeOutOfNoProxy(claimed: ObservedCheck[], settings: SettingsSummary): Pick<Remedy, "do" | "snippet"> {
  const decided = new Set(claimed.flatMap((observed) => noProxyEntry(observed) ?? []));
  const words = "If these targets are meant for the proxy: take the entries that cover them out of NO_PROXY";
  const entries = settings.noProxy?.entries ?? [];
  const left = entries.filter((entry) => !decided.has(entry));
  if (decided.size === 0 || decided.has("") || left.length === entries.length) return { do: `${words} and no_proxy.` };
  switch (settings.deployment) {
    case "vm": {
      const value = left.join(",");
      return {
        do: `${words}, in customer.env and in .env; then there is left:`,
        snippet: { language: "dotenv", text: `NO_PROXY=${value}\nno_proxy=${value}` },
      };
    }
    case "helm": {
      const items = left.map((entry) => `    - ${JSON.stringify(entry)}`);
      const list = items.length ? `  excludedDomains:\n${items.join("\n")}` : "  excludedDomains: []";
      return {
        do: `${words}, in customizations.yaml, and upgrade the release; then there is left:`,
        snippet: { language: "yaml", text: `externalProxy:\n${list}` },
      };
    }
    case "kots":
      return { do: `${words}: in the Admin Console, or in the installer's option for hosts without a proxy.` };
  }
}
