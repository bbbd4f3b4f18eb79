// Certificates are not verified: names the checks that pass for no other reason.

import type { SettingsSummary } from "../../settings/settings.ts";
import { ignoredFailure } from "../certificate.ts";
import type { Remedy } from "../finding.ts";
import type { ConfigurationRule } from "../rule.ts";
import { NODE_EXTRA_CA } from "../sources.ts";
import { corrections } from "./change.ts";
import { configured, settingLines } from "./configured.ts";

export const tlsVerificationOff: ConfigurationRule = {
  code: "tls-verification-off",
  page: {
    summary: "TLS certificates are not verified (NODE_TLS_REJECT_UNAUTHORIZED=0).",
    severities: ["warning"],
    means:
      "Anybody on the way can read and change what CARTO sends. It also hides faults: checks that would fail on trust pass, and clients that verify all the same, such as the gRPC client of Pub/Sub, still fail.",
    recognised:
      "NODE_TLS_REJECT_UNAUTHORIZED is 0, the one value that Node.js takes for it, or sslRejectUnauthorized is false; KOTS sets it so unless the check of the proxy's certificate is ticked. The checks listed are those whose certificate, or that of their proxy, would have failed them.",
    evidence: [
      "the checks that it affects: they pass for this reason alone",
      "the warnings about certificates beside it: they become errors once verification is on",
    ],
    remedies: [
      {
        who: "operator",
        do: "Trust the CA that signs the certificates, which the other findings name, and then turn verification on.",
      },
    ],
    verify: "Run carto-proxy doctor without the setting: the same checks pass.",
    related: ["proxy-tls-untrusted", "tls-untrusted"],
    sources: [NODE_EXTRA_CA],
  },
  judge(evidence) {
    const { settings, checks } = evidence;
    if (settings.tlsVerification) return [];
    const unverified = checks.filter(
      (observed) => ignoredFailure(observed, evidence, "proxy-tls") || ignoredFailure(observed, evidence, "tls"),
    );
    return [
      {
        code: "tls-verification-off",
        severity: "warning",
        title: "TLS certificates are not verified",
        why: "Anybody on the way can read and change what CARTO sends. The checks that a run of the doctor lists here pass only because of this setting. It does not reach every client: the gRPC client of Pub/Sub verifies all the same, and the Snowflake driver was seen to fail under it when its revocation check is on.",
        evidence: turnedOff(settings),
        affects: unverified.map(({ check }) => check.id),
        remedies: [{ who: "operator", ...turnOn(settings), verify: "carto-proxy doctor" }],
        ...corrections([{ name: "NODE_TLS_REJECT_UNAUTHORIZED", value: "1" }], settings),
      },
    ];
  },
};

function turnedOff(settings: SettingsSummary): string[] {
  const lines = settingLines([configured(settings, "NODE_TLS_REJECT_UNAUTHORIZED")]);
  return lines.length > 0 ? lines : [`turned off by: ${settings.tlsVerificationFrom ?? "an unnamed setting"}`];
}

function turnOn(settings: SettingsSummary): Pick<Remedy, "do" | "snippet"> {
  const first =
    "First trust the CA that signs the certificates (the findings that name an issuer say how), then turn verification on";
  switch (settings.deployment) {
    case "vm":
      return {
        do: `${first}, in customer.env and in .env:`,
        snippet: { language: "dotenv", text: "NODE_TLS_REJECT_UNAUTHORIZED=1" },
      };
    case "helm":
      return {
        do: `${first}, in customizations.yaml:`,
        snippet: { language: "yaml", text: "externalProxy:\n  sslRejectUnauthorized: true" },
      };
    case "kots":
      return { do: `${first}: tick the check of the proxy's SSL certificate in the Admin Console.` };
  }
}
