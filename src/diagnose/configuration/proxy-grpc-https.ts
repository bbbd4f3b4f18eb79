// An https:// proxy URL, which the gRPC client of Pub/Sub does not support: it connects direct without a word to CARTO.

import type { SettingsSummary } from "../../settings/settings.ts";
import type { ConfigurationRule } from "../rule.ts";
import { CARTO_PROXY } from "../sources.ts";
import { checkCommand } from "./check-command.ts";
import { configured, settingLines } from "./configured.ts";

export const proxyGrpcHttps: ConfigurationRule = {
  code: "proxy-grpc-https",
  page: {
    summary: "The proxy URL is https://: the gRPC client of Pub/Sub does not support it and connects direct.",
    severities: ["warning"],
    means:
      "The gRPC client library (@grpc/grpc-js, as examined in 1.13 and 1.14) takes http:// proxies alone. With an https:// one it writes a line to its log and connects direct, so Pub/Sub fails where the network lets nothing out but by the proxy. A check of Pub/Sub that passes through the proxy proves the proxy, not that client.",
    recognised:
      "GRPC_PROXY, or HTTPS_PROXY in its place, is an https:// URL, and PUBSUB_USE_REST_API is not true. No socket is needed for it.",
    evidence: ["the variable with its file and line", "the rows that speak gRPC"],
    remedies: [
      {
        who: "operator",
        do: "Let CARTO use Pub/Sub's REST interface (usePubSubRestApi in the Helm values, PUBSUB_USE_REST_API=true), which goes by the proxy; it exists since 2025. Or use an http:// proxy URL.",
      },
      { who: "firewall-admin", do: "Or allow the CARTO hosts to reach pubsub.googleapis.com directly on port 443." },
    ],
    verify: "Run carto-proxy route pubsub.googleapis.com: the row of grpc-js says where it goes.",
    related: ["no-proxy-snowflake", "import-custom-ca", "http2-not-offered"],
    sources: [CARTO_PROXY],
  },
  judge({ settings, checks }) {
    const proxy = settings.grpcProxy ?? settings.httpsProxy ?? settings.httpProxy;
    const lines = settingLines([proxy && configured(settings, proxy.variable)]);
    if (!proxy || lines.length === 0 || proxy.problem !== null || !proxy.url.startsWith("https://")) return [];
    if (configured(settings, "PUBSUB_USE_REST_API")?.value === "true") return [];
    return [
      {
        code: "proxy-grpc-https",
        severity: "warning",
        title: `The gRPC client of Pub/Sub does not support the https:// proxy ${proxy.url} and connects direct`,
        why: "It takes http:// proxies alone (seen in @grpc/grpc-js 1.13 and 1.14): with an https:// one it goes direct. Where the network lets nothing out but by the proxy, Pub/Sub then fails, whatever the checks through the proxy say.",
        evidence: lines,
        affects: checks.flatMap(({ check }) => (check.protocol === "grpc" ? [check.id] : [])),
        remedies: [
          { who: "operator", ...useRest(settings), verify: checkCommand(settings) },
          {
            who: "firewall-admin",
            do: "Or allow the CARTO hosts to reach the Pub/Sub hosts directly: pubsub.googleapis.com, TCP port 443 (or CARTO's own domain for it, where one is configured).",
            verify: "nc -vz -w 5 pubsub.googleapis.com 443",
          },
        ],
      },
    ];
  },
};

function useRest({ deployment }: SettingsSummary) {
  const words = "Let CARTO use Pub/Sub's REST interface, which goes by the proxy (CARTO has this option since 2025)";
  switch (deployment) {
    case "vm":
      return {
        do: `${words}, in customer.env and in .env; that a single VM reads it was not verified:`,
        snippet: { language: "dotenv", text: "PUBSUB_USE_REST_API=true" },
      };
    case "helm":
      return {
        do: `${words}, in customizations.yaml, and upgrade the release:`,
        snippet: { language: "yaml", text: "cartoConfigValues:\n  usePubSubRestApi: true" },
      };
    case "kots":
      return { do: `${words}: the value usePubSubRestApi of the release.` };
  }
}
