// The database answers that it does TLS not at all, and the connection asks for it.

import { failedStep } from "../failed-step.ts";
import { losses, sentences, targets } from "../phrase.ts";
import { doctor, showChain } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort } from "../service.ts";
import { sightings } from "../sighting.ts";

export const postgresTlsRefused: NetworkRule = {
  code: "postgres-tls-refused",
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
            language: "text",
            text: "# postgresql.conf\nssl = on\nssl_cert_file = 'server.crt'\nssl_key_file = 'server.key'",
          },
          verify: showChain(first, "tls", settings),
        },
        {
          who: "operator",
          do: "Or, where the network between is trusted, connect without TLS: sslmode=disable (for CARTO's own database WORKSPACE_POSTGRES_SSL_ENABLED=false).",
          verify: doctor(first),
        },
      ],
    };
  },
};
