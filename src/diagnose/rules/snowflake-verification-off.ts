// The Snowflake driver refuses a certificate that is not trusted although verification is off.

import { failedStep, gotThrough, stepOf } from "../failed-step.ts";
import { pathCheckOf } from "../path-check.ts";
import { losses, sentences, targets } from "../phrase.ts";
import { doctor } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { sightings } from "../sighting.ts";
import { NODE_EXTRA_CA } from "../sources.ts";

export const snowflakeVerificationOff: NetworkRule = {
  code: "snowflake-verification-off",
  page: {
    summary: "The Snowflake driver refuses a certificate that is not trusted, although verification is off.",
    severities: ["error"],
    means:
      "NODE_TLS_REJECT_UNAUTHORIZED=0, which CARTO's documentation names for proxies with a self-signed certificate, lets other clients go on. The Snowflake driver asks whether the certificate was revoked, and drops a connection whose certificate Node.js has not accepted (seen in snowflake-sdk 3.3): it then says that it could not reach Snowflake, and with its own defaults tries for minutes.",
    recognised:
      "The driver was run with the container's variables and failed without a reason of its own, while our own check of the same account got through on a certificate that is not trusted, for no other reason than that verification is off.",
    evidence: ["the driver's words", "the warning about the certificate beside it"],
    remedies: [
      {
        who: "operator",
        do: "Trust the CA that signs the certificate (NODE_EXTRA_CA_CERTS), and turn verification on.",
      },
      { who: "proxy-admin", do: "Or take Snowflake's hosts out of TLS inspection." },
    ],
    verify: "carto-proxy doctor --only CHECK, with verification on.",
    related: ["tls-verification-off", "tls-untrusted", "tls-intercepted"],
    sources: [NODE_EXTRA_CA],
  },
  match(observed, evidence) {
    if (observed.check.client !== "snowflake" || evidence.settings.tlsVerification) return null;
    if (failedStep(observed)?.record.phase !== "login" || failedStep(observed)?.failure.code === "login-failed")
      return null;
    const path = pathCheckOf(observed, evidence);
    const unverified = path && gotThrough(path) && stepOf(path, "tls")?.facts.certificateFailure;
    return unverified ? { severity: "error", group: "snowflake" } : null;
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const by = stepOf(first, "login")?.facts.by ?? "the driver";
    return {
      title: `${by} refuses the certificate of ${targets(claimed)} although verification is off`,
      why: sentences(
        "The driver asks whether the certificate was revoked, and drops a connection whose certificate is not trusted, whatever NODE_TLS_REJECT_UNAUTHORIZED says. Other clients go on.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      cause: "tls-verification-off",
      remedies: [
        {
          who: "operator",
          do: `Trust the CA that signs it, which the finding about the certificate names, and turn verification on${evidence.settings.deployment === "vm" ? ", in customer.env and in .env (the file as the containers see it):" : ":"}`,
          snippet: {
            language: "dotenv",
            text: "NODE_EXTRA_CA_CERTS=/usr/src/certs/extra-ca.crt\nNODE_TLS_REJECT_UNAUTHORIZED=1",
          },
          verify: doctor(...claimed),
        },
        {
          who: "proxy-admin",
          do: "Or, where the proxy inspects TLS, take the account's hosts out of it.",
          verify: doctor(...claimed),
        },
      ],
    };
  },
};
