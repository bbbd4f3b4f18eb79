// One proxy variable without the others: client libraries that read the missing one go direct.

import type { SettingsSummary } from "../../settings/settings.ts";
import type { Evidence, ObservedCheck } from "../evidence.ts";
import type { Finding, Severity } from "../finding.ts";
import { listed } from "../phrase.ts";
import { setProxy } from "../remedies/proxy-variable.ts";
import type { ConfigurationRule } from "../rule.ts";
import { CARTO_PROXY } from "../sources.ts";
import { corrections } from "./change.ts";
import { checkCommand } from "./check-command.ts";
import { configured, settingLines } from "./configured.ts";
import { anyUrl, bothCases } from "./mended-url.ts";
import { missesGrpcProxy, missingVariables, namedProxies } from "./proxy-presence.ts";

type Variable = "HTTP_PROXY" | "HTTPS_PROXY" | "GRPC_PROXY";

export const proxyVariableMissing: ConfigurationRule = {
  code: "proxy-variable-missing",
  page: {
    summary: "One proxy variable is set and another that CARTO needs is not.",
    severities: ["error", "warning"],
    means:
      "CARTO's client libraries do not read the same variable. Where one is missing, some fall back to another and some connect direct, so part of CARTO works and part fails.",
    recognised:
      "HTTP_PROXY or HTTPS_PROXY is absent while another variable is set: an error. GRPC_PROXY is absent with an http:// proxy: a warning, since the gRPC client that was examined falls back to https_proxy.",
    evidence: [
      "the variables that are set, with the file or environment that each comes from",
      "rows whose route has the reason no-proxy-configured, or http_proxy for an https target",
    ],
    remedies: [
      {
        who: "operator",
        do: "Set HTTP_PROXY, HTTPS_PROXY and, for an http:// proxy, GRPC_PROXY to the same URL, in upper and in lower case.",
      },
    ],
    verify:
      "Run carto-proxy plan: no row of the whitelist is left direct for want of a variable. Then carto-proxy doctor.",
    related: ["proxy-not-configured", "proxy-variable-case", "proxy-url-invalid", "direct-blocked"],
    sources: [CARTO_PROXY],
  },
  judge(evidence) {
    const missing: Variable[] = missingVariables(evidence.settings);
    return [
      ...(missing.length ? [finding("error", missing, BREAKS, evidence)] : []),
      ...(missesGrpcProxy(evidence.settings) ? [finding("warning", ["GRPC_PROXY"], GRPC_BREAKS, evidence)] : []),
    ];
  },
};

const BREAKS =
  "CARTO needs both HTTP_PROXY and HTTPS_PROXY. Its client libraries do not read the same variable: some fall back to the other one, some then connect directly (the BigQuery client reads HTTP_PROXY first even for HTTPS, the Snowflake driver HTTPS_PROXY alone).";
const GRPC_BREAKS =
  "With an http:// proxy CARTO's documentation asks for GRPC_PROXY too. The gRPC client of Pub/Sub reads grpc_proxy first; the version that was examined falls back to https_proxy, so this usually works all the same.";

function finding(severity: Severity, missing: Variable[], why: string, { settings, checks }: Evidence): Finding {
  const set = namedProxies(settings);
  const plural = missing.length > 1 ? "are" : "is";
  const url = anyUrl(settings);
  return {
    code: "proxy-variable-missing",
    severity,
    title: `${listed(missing)} ${plural} not set, although ${listed(set.map(({ variable }) => variable))} ${set.length > 1 ? "are" : "is"}`,
    why,
    evidence: set.flatMap(({ from, url, variable }) => {
      const lines = settingLines([configured(settings, variable)]);
      return lines.length > 0 ? lines : [`${from}: ${url}`];
    }),
    affects: checks
      .filter((observed) => missing.some((variable) => reads(observed, variable)))
      .map(({ check }) => check.id),
    remedies: [{ who: "operator", ...remedy(missing, settings), verify: checkCommand(settings) }],
    ...(url === null ? {} : corrections(bothCases(missing, url), settings)),
  };
}

function remedy(missing: Variable[], settings: SettingsSummary) {
  const usable = namedProxies(settings).find(({ problem }) => problem === null);
  const url = usable?.url ?? anyUrl(settings);
  if (url) return setProxy(url, missing, settings);
  return { do: `Correct the proxy URL that is set, and set ${listed(missing)} to the same URL.` };
}

/** The checks that want this variable and got their route without it. */
function reads({ check: { protocol, route } }: ObservedCheck, variable: Variable): boolean {
  if (variable === "GRPC_PROXY") return protocol === "grpc" && route.reason !== "no_proxy";
  const fallback =
    route.reason === "no-proxy-configured" || (variable === "HTTPS_PROXY" && route.reason === "http_proxy");
  return fallback && (variable === "HTTP_PROXY") === (protocol === "http");
}
