// No proxy variable at all: every route is direct. No fault where the network lets CARTO out.

import type { Evidence } from "../evidence.ts";
import type { Remedy } from "../finding.ts";
import type { ConfigurationRule } from "../rule.ts";
import { CARTO_PROXY } from "../sources.ts";
import { bothCases } from "./mended-url.ts";
import { mendedNoProxy } from "./no-proxy/mended.ts";
import { namesNoProxy } from "./proxy-presence.ts";

export const proxyNotConfigured: ConfigurationRule = {
  code: "proxy-not-configured",
  page: {
    summary: "No proxy is configured: every check goes direct.",
    severities: ["notice"],
    means:
      "None of the proxy variables is set, so CARTO connects to everything by itself. That is right where the network lets CARTO out, and the reason for every blocked connection where it requires a proxy.",
    recognised:
      "HTTP_PROXY, HTTPS_PROXY and GRPC_PROXY are absent or empty, in upper and lower case, in everything that was read. No socket is needed for it.",
    evidence: [
      "the line that says from where the settings were read: a file that was not given to the doctor is not in it",
      "beside it, name-not-resolved, direct-blocked or direct-refused for every row: then this network usually requires a proxy",
    ],
    remedies: [
      {
        who: "operator",
        do: "If the network requires a proxy, set HTTP_PROXY and HTTPS_PROXY (and GRPC_PROXY for an http:// proxy), in both cases of letters. Else leave it.",
      },
    ],
    verify: "Run carto-proxy plan: the rows of the whitelist show the route proxy. Then carto-proxy doctor.",
    related: ["proxy-variable-missing", "direct-blocked", "name-not-resolved"],
    sources: [CARTO_PROXY],
  },
  judge(evidence) {
    const { settings, checks } = evidence;
    if (!namesNoProxy(settings)) return [];
    const unproxied = checks.filter(
      ({ check }) => check.route.kind === "direct" && check.route.reason === "no-proxy-configured",
    );
    return [
      {
        code: "proxy-not-configured",
        severity: "notice",
        title: "No proxy is configured: CARTO connects to everything directly",
        why: "None of HTTP_PROXY, HTTPS_PROXY and GRPC_PROXY is set. That is right where this network lets CARTO out by itself, and the reason for every blocked connection where it requires a proxy.",
        evidence: [`settings read from: ${settings.sources.join(", ") || "nowhere"}`],
        affects: unproxied.map(({ check }) => check.id),
        remedies: [
          {
            who: "operator",
            do: `Only if this network requires a proxy: name it (for the port, ask the proxy administrator). ${STEPS[settings.deployment]}`,
            snippet: example(evidence),
            verify: "carto-proxy doctor",
          },
        ],
      },
    ];
  },
};

/** The proxy's host is left open; what must not go by the proxy is known already. */
function example(evidence: Evidence): Remedy["snippet"] {
  const list = mendedNoProxy(evidence);
  if (evidence.settings.deployment === "helm") {
    const items = list.split(",").map((entry) => `    - ${JSON.stringify(entry)}`);
    const values = ["enabled: true", "type: http", "host: <proxy host>", "port: 3128", "excludedDomains:"];
    return { language: "yaml", text: ["externalProxy:", ...values.map((line) => `  ${line}`), ...items].join("\n") };
  }
  const proxies = bothCases(["HTTP_PROXY", "HTTPS_PROXY", "GRPC_PROXY"], "http://<proxy host>:3128");
  const lines = [...proxies, ...bothCases(["NO_PROXY"], list)];
  return { language: "dotenv", text: lines.map(({ name, value }) => `${name}=${value}`).join("\n") };
}

const STEPS = {
  vm: "Set in customer.env and in .env:",
  helm: "Set in customizations.yaml, and upgrade the release:",
  kots: "The installer takes the URLs as its options for the HTTP and the HTTPS proxy; the pods then get:",
};
