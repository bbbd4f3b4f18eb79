// Proxy variables in .env that customer.env does not hold: the next upgrade writes .env anew, without them.

import type { ConfiguredVariable, Place } from "../../settings/configuration.ts";
import { PROXY_FAMILY } from "../../settings/configuration.ts";
import type { SettingsSummary } from "../../settings/settings.ts";
import type { Evidence } from "../evidence.ts";
import type { Correction, Finding } from "../finding.ts";
import { listed } from "../phrase.ts";
import type { ConfigurationRule } from "../rule.ts";
import { CARTO_PROXY } from "../sources.ts";
import { checkCommand } from "./check-command.ts";
import { settingLines } from "./configured.ts";
import { mendedUrl, proxyOfFamily } from "./mended-url.ts";
import { mendedNoProxy } from "./no-proxy/mended.ts";

export const configurationLostOnUpgrade: ConfigurationRule = {
  code: "configuration-lost-on-upgrade",
  page: {
    summary: "Proxy variables stand in .env and not in customer.env, from which an upgrade writes .env anew.",
    severities: ["warning"],
    means:
      "On a single VM CARTO's install script writes .env from customer.env each time it runs. What was put into .env alone works until the next upgrade, and is gone then.",
    recognised:
      "A file named .env sets variables of the proxy or of trust, and customer.env (the one that was named, or the one beside it) does not, or sets another value. Where no customer.env is found the same is said: it may stand elsewhere.",
    evidence: ["the variables with their lines in .env", "which customer.env was looked into, if any"],
    remedies: [{ who: "operator", do: "Write the same lines into customer.env." }],
    verify: "Run carto-proxy config check --env-file .env with customer.env beside it.",
    related: ["proxy-variable-case", "proxy-not-configured"],
    sources: [CARTO_PROXY],
  },
  judge(evidence) {
    const { settings } = evidence;
    const env = settings.configuration.sources.findLast(
      ({ kind, name }) => kind === "env" && /(^|[\\/])\.env$/.test(name),
    );
    if (!env || settings.deployment !== "vm") return [];
    const customer = settings.configuration.sources.find(({ kind }) => kind === "customer-env") ?? null;
    const lost = settings.configuration.variables.filter((variable) => isLost(variable, env.name, customer));
    if (lost.length === 0) return [];
    const where =
      customer === null
        ? "customer.env was not found beside it"
        : `${customer.name} does not hold ${lost.length > 1 ? "them" : "it"} so`;
    return [
      {
        code: "configuration-lost-on-upgrade",
        severity: "warning",
        title: `${listed(lost.map(({ name }) => name))} ${lost.length > 1 ? "stand" : "stands"} in ${env.name} alone: an upgrade would lose ${lost.length > 1 ? "them" : "it"}`,
        why: `CARTO's install script writes .env anew from customer.env each time it runs, and ${where}.`,
        evidence: told(settingLines(lost)),
        affects: [],
        ...remedy(lost, customer, evidence),
      },
    ];
  },
};

const CONCERNED = [...PROXY_FAMILY, "NODE_EXTRA_CA_CERTS", "NODE_TLS_REJECT_UNAUTHORIZED"];

type Source = SettingsSummary["configuration"]["sources"][number];

function isLost({ name, value, from, overrides }: ConfiguredVariable, env: string, customer: Source | null): boolean {
  if (from.source !== env || !CONCERNED.includes(name)) return false;
  if (customer === null || !customer.variables.includes(name)) return true;
  const other = overrides.find((beaten: { from: Place }) => beaten.from.source === customer.name);
  return other !== undefined && other.value !== value;
}

function told(lines: string[]): string[] {
  return lines.length <= 7 ? lines : [...lines.slice(0, 6), `${lines.length - 6} more variables`];
}

/** With what other findings say of these values mended: what is written to last should be right. */
function remedy(
  lost: ConfiguredVariable[],
  customer: Source | null,
  evidence: Evidence,
): Pick<Finding, "remedies" | "corrections"> {
  const values = lost.map((variable) => ({ name: variable.name, value: mended(variable, evidence) }));
  const plain = values.filter(({ value }) => value !== null);
  const text = plain.map(({ name, value }) => `${name}=${value}`).join("\n");
  const corrections = plain.map(
    ({ name, value }): Correction => ({ source: customer?.name ?? "", line: null, key: name, found: null, value }),
  );
  return {
    remedies: [
      {
        who: "operator",
        do: `Write into ${customer?.name ?? "customer.env"}, with what other findings say of these values mended${plain.length < lost.length ? " (those that hold a login are not shown)" : ""}:`,
        ...(text && { snippet: { language: "dotenv", text } }),
        verify: checkCommand(evidence.settings),
      },
    ],
    ...(customer !== null && corrections.length > 0 && { corrections }),
  };
}

function mended({ name, value }: ConfiguredVariable, evidence: Evidence): string | null {
  if (/^no_proxy$/i.test(name)) return mendedNoProxy(evidence);
  const proxy = proxyOfFamily(evidence.settings, name.toUpperCase());
  return (proxy && mendedUrl(proxy)) ?? (value?.includes("***") ? null : value);
}
