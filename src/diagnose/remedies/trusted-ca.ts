// How CARTO is told to trust one more certificate authority, in the words of each kind of deployment.

import type { SettingsSummary } from "../../settings/settings.ts";
import type { Remedy } from "../finding.ts";

/** `what`: what the file is to hold, e.g. "the CA certificate of CN=Example". */
export function trustCa(what: string, settings: SettingsSummary): Pick<Remedy, "do" | "snippet"> {
  const existing = settings.extraCa && !settings.extraCa.problem ? settings.extraCa.file : null;
  if (existing) return { do: `Append ${what} (PEM) to ${existing}, which CARTO reads already.` };
  switch (settings.deployment) {
    case "vm":
      return {
        do: `Put ${what} (PEM) into certs/extra-ca.crt, which the containers see under /usr/src/certs, and set in customer.env and .env:`,
        snippet: { language: "dotenv", text: "NODE_EXTRA_CA_CERTS=/usr/src/certs/extra-ca.crt" },
      };
    case "helm":
      return {
        do: `Put ${what} (PEM) into customizations.yaml, and upgrade the release:`,
        snippet: {
          language: "yaml",
          text: "trustedCACerts:\n  value: |\n    -----BEGIN CERTIFICATE-----\n    (the certificate)\n    -----END CERTIFICATE-----",
        },
      };
    case "kots":
      return {
        do: `Paste ${what} (PEM) into "Trusted CA certificate(s)" of the Admin Console, together with those that are there.`,
      };
  }
}

/** For a database the connection itself names its CA file. */
export function trustServerCa(what: string): Pick<Remedy, "do" | "snippet"> {
  return {
    do: `Give the database connection ${what} (PEM): sslrootcert in its URL (for CARTO's own database WORKSPACE_POSTGRES_SSL_CA, for its Redis REDIS_TLS_CA).`,
    snippet: { language: "text", text: "sslrootcert=/usr/src/certs/postgresql-ssl-ca.crt" },
  };
}
