// How CARTO is told to trust one more certificate authority, in the words of each kind of deployment.

import type { SettingsSummary } from "../../settings/settings.ts";
import { type Handshake, oneLine, tlsFacts } from "../certificate.ts";
import type { ObservedCheck } from "../evidence.ts";
import type { Remedy } from "../finding.ts";
import { quoted, showChain } from "./command.ts";

/** The folder of the installation that the containers see under /usr/src/certs, and the file in it. */
const VM_FILE = "certs/extra-ca.crt";

/** `what`: what the file is to hold, e.g. "the CA certificate of CN=Example". */
export function trustCa(what: string, settings: SettingsSummary): Pick<Remedy, "do" | "snippet"> {
  const existing = fileInUse(settings);
  if (existing) return { do: `Append ${what} (PEM) to ${existing}, which CARTO reads already.` };
  switch (settings.deployment) {
    case "vm":
      return {
        do: `Put ${what} (PEM) into ${VM_FILE}, which the containers see under /usr/src/certs, and set in customer.env and .env:`,
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

/**
 * How to take the CA from the handshake itself, for where its certificate is sent along; none where it is not, or where
 * openssl cannot show this handshake.
 */
export function takeCa(observed: ObservedCheck, handshake: Handshake, settings: SettingsSummary): Remedy[] {
  const last = tlsFacts(observed, handshake)?.chain.at(-1);
  const show = showChain(observed, handshake, settings);
  if (!last?.selfIssued || !show.startsWith("openssl ")) return [];
  const file = fileInUse(settings) ?? (settings.deployment === "vm" ? VM_FILE : null);
  const lines = [
    `${show} 2>/dev/null |`,
    `  awk '/BEGIN CERT/ { pem = "" } { pem = pem $0 "\\n" } /END CERT/ { last = pem } END { printf "%s", last }' > new-ca.crt`,
    "openssl x509 -in new-ca.crt -noout -subject -dates -fingerprint -sha256",
    ...(file ? [`cat new-ca.crt >> ${quoted(file)}`] : []),
  ];
  return [
    {
      who: "operator",
      do: `The certificate of ${oneLine(last.subject)} is sent along, last of all. Where nobody hands it over: take it from there, and let its owner confirm the fingerprint before it is trusted:`,
      snippet: { language: "sh", text: lines.join("\n") },
      verify: "openssl x509 -in new-ca.crt -noout -subject -dates -fingerprint -sha256",
    },
  ];
}

/** For a database the connection itself names its CA file. */
export function trustServerCa(what: string): Pick<Remedy, "do" | "snippet"> {
  return {
    do: `Give the database connection ${what} (PEM): sslrootcert in its URL (for CARTO's own database WORKSPACE_POSTGRES_SSL_CA, for its Redis REDIS_TLS_CA).`,
    snippet: { language: "url", text: "sslrootcert=/usr/src/certs/postgresql-ssl-ca.crt" },
  };
}

function fileInUse({ extraCa }: SettingsSummary): string | null {
  return extraCa && !extraCa.problem ? extraCa.file : null;
}
