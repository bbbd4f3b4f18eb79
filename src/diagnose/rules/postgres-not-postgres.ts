// What answers on the database's port does not speak PostgreSQL.

import { failedStep, stepOf } from "../failed-step.ts";
import { losses, sentences, targets } from "../phrase.ts";
import { isPostgresSilent } from "../postgres-opening.ts";
import { doctor } from "../remedies/command.ts";
import { firewallRequest } from "../remedies/firewall.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort } from "../service.ts";
import { sightings, spoken } from "../sighting.ts";
import { POSTGRES_TLS } from "../sources.ts";

export const postgresNotPostgres: NetworkRule = {
  code: "postgres-not-postgres",
  page: {
    summary: "What answers on the database's port does not speak PostgreSQL.",
    severities: ["error"],
    means:
      "Usually the port belongs to another service, or a firewall accepts the connection in the server's place and says nothing.",
    recognised:
      "The answer to SSLRequest or to the StartupMessage is no message of the protocol, or none comes although TCP connects.",
    evidence: ["what was heard: a banner, an HTTP page, TLS, or nothing"],
    remedies: [
      { who: "operator", do: "Check the host and the port." },
      { who: "firewall-admin", do: "Allow TCP from the CARTO hosts to the database, to the server itself." },
    ],
    verify: "pg_isready -h TARGET -p PORT; then carto-proxy doctor.",
    related: ["direct-blocked", "postgres-tls-refused"],
    sources: [POSTGRES_TLS],
  },
  match(observed) {
    const matched = failedStep(observed)?.failure.code === "not-postgres" || isPostgresSilent(observed);
    return matched ? { severity: "error", group: hostPort(observed.check) } : null;
  },
  explain(claimed) {
    const first = claimed[0]!;
    const exchange = stepOf(first, "exchange")?.facts;
    const speech = stepOf(first, "tls")?.facts.speaks ?? (exchange?.protocol === "postgres" ? exchange.speaks : null);
    const heard = speech && speech.protocol !== "nothing" ? speech : null;
    return {
      title: `What answers at ${targets(claimed)} does not speak PostgreSQL${heard ? `: ${spoken(heard)}` : ""}`,
      why: sentences(
        heard
          ? "Another service listens there: usually the host or the port is wrong."
          : "The port accepts the connection and says nothing that a PostgreSQL server would. Usually a firewall accepts connections in the server's place, or the port belongs to another service.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "operator",
          do: `Check the host and the port: ${targets(claimed)}.`,
          verify: `pg_isready -h ${first.check.host} -p ${first.check.port}`,
        },
        { who: "firewall-admin", ...firewallRequest("the CARTO hosts", [first.check]), verify: doctor(first) },
      ],
    };
  },
};
