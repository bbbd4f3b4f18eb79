// The one change that puts NO_PROXY right, in the words of each kind of deployment.

import type { SettingsSummary } from "../../../settings/settings.ts";
import type { Evidence } from "../../evidence.ts";
import type { Finding, Remedy } from "../../finding.ts";
import { corrections } from "../change.ts";
import { checkCommand } from "../check-command.ts";
import { mendedNoProxy } from "./mended.ts";

/** `what`: the change in a clause, e.g. "add .svc.cluster.local". The value mends every finding about NO_PROXY. */
export function mendNoProxy(what: string, evidence: Evidence): Pick<Finding, "remedies" | "corrections"> {
  const { settings } = evidence;
  const value = mendedNoProxy(evidence);
  const both = ["NO_PROXY", "no_proxy"].map((name) => ({ name, value }));
  return {
    remedies: [{ who: "operator", ...words(what, value, settings), verify: checkCommand(settings) }],
    ...corrections(both, settings),
  };
}

function words(what: string, value: string, settings: SettingsSummary): Pick<Remedy, "do" | "snippet"> {
  const all = "this mends what other findings say of NO_PROXY too";
  switch (settings.deployment) {
    case "vm":
      return {
        do: `${what}, in customer.env (from which .env is written again) and in .env (${all}):`,
        snippet: { language: "dotenv", text: `NO_PROXY=${value}\nno_proxy=${value}` },
      };
    case "helm": {
      const items = value.split(",").map((entry) => `    - ${JSON.stringify(entry)}`);
      return {
        do: `${what}, in customizations.yaml, and upgrade the release (${all}):`,
        snippet: { language: "yaml", text: `externalProxy:\n  excludedDomains:\n${items.join("\n")}` },
      };
    }
    case "kots":
      return {
        do: `${what}, in what the installation has for hosts without a proxy (the option --no-proxy of the installer; ${all}):`,
        snippet: { language: "text", text: value },
      };
  }
}
