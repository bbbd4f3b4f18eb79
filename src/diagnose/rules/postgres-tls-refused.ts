// The database answers that it does TLS not at all, and the connection asks for it.

import { failedStep } from "../failed-step.ts";
import { losses, sentences, targets } from "../phrase.ts";
import { doctor, showChain } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort } from "../service.ts";
import { sightings } from "../sighting.ts";
import { POSTGRES_TLS } from "../sources.ts";

export const postgresTlsRefused: NetworkRule = {
  code: "postgres-tls-refused",
  page: {
    summary: "The database has no TLS, and the connection requires it.",
    severities: ["error"],
    means:
      "The server said that it does no TLS. In the driver that CARTO uses every sslmode but disable requires it: prefer and allow do not fall back.",
    recognised: "The server answers N to SSLRequest, and the sslmode of the connection is not disable.",
    evidence: ["the sslmode of the connection; without one the check asks for TLS only if the server offers it"],
    remedies: [
      { who: "warehouse-admin", do: "Turn TLS on in the server, with a certificate for its host name." },
      { who: "operator", do: "Or, where the network between is trusted, connect without TLS (sslmode=disable)." },
    ],
    verify: "openssl s_client -starttls postgres -connect TARGET:PORT; then carto-proxy doctor.",
    related: ["postgres-rejected", "tls-untrusted"],
    sources: [POSTGRES_TLS],
  },
  match(observed) {
    const refused = failedStep(observed)?.failure.code === "tls-refused";
    return refused ? { severity: "error", group: hostPort(observed.check) } : null;
  },
  explain(claimed, { settings }) {
    const first = claimed[0]!;
    return {
      title: `The database ${targets(claimed)} has no TLS, and the connection requires it`,
      why: sentences(
        `The server answered "N" to the request for TLS. In the driver that CARTO uses every sslmode but "disable" requires TLS: "prefer" and "allow" do not fall back.`,
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "warehouse-admin",
          do: "Turn TLS on in the server, with a certificate for its host name, and reload it:",
          snippet: {
            language: "postgresql",
            text: "# postgresql.conf; then: SELECT pg_reload_conf();\nssl = on\nssl_cert_file = 'server.crt'\nssl_key_file = 'server.key'",
          },
          verify: showChain(first, "tls", settings),
        },
        {
          who: "operator",
          do: "Or, where the network between is trusted, connect without TLS: sslmode=disable (for CARTO's own database WORKSPACE_POSTGRES_SSL_ENABLED=false).",
          snippet: { language: "url", text: "sslmode=disable" },
          verify: doctor(first),
        },
      ],
    };
  },
};
