// What answers on the Redis port does not speak Redis.

import { failedStep, stepOf } from "../failed-step.ts";
import { losses, sentences, targets } from "../phrase.ts";
import { doctor } from "../remedies/command.ts";
import { firewallRequest } from "../remedies/firewall.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort } from "../service.ts";
import { sightings, spoken } from "../sighting.ts";

export const redisNotRedis: NetworkRule = {
  code: "redis-not-redis",
  page: {
    summary: "What answers on the Redis port does not speak Redis.",
    severities: ["error"],
    means:
      "Usually the server wants TLS, the port belongs to another service, or a firewall accepts the connection in its place.",
    recognised:
      "The answer to PING is no reply of the protocol, or none comes although TCP connects. NOAUTH counts as reached.",
    evidence: ["what was heard: TLS, a banner, an HTTP page, or nothing"],
    remedies: [
      {
        who: "operator",
        do: "Check the host, the port, and whether the server wants TLS (rediss://, REDIS_TLS_ENABLED=true).",
      },
      { who: "firewall-admin", do: "Allow TCP from the CARTO hosts to the server itself." },
    ],
    verify: "redis-cli -h TARGET -p PORT ping; then carto-proxy doctor.",
    related: ["redis-login-failed", "direct-blocked"],
  },
  match(observed) {
    const failed = failedStep(observed);
    const silent = failed?.phase === "exchange" && ["timed-out", "closed", "reset"].includes(failed.failure.code);
    const matched = failed?.failure.code === "not-redis" || (silent && observed.check.protocol === "redis");
    return matched ? { severity: "error", group: hostPort(observed.check) } : null;
  },
  explain(claimed) {
    const first = claimed[0]!;
    const exchange = stepOf(first, "exchange")?.facts;
    const speech = exchange?.protocol === "redis" ? exchange.speaks : null;
    const heard = speech && speech.protocol !== "nothing" ? speech : null;
    return {
      title: `What answers at ${targets(claimed)} does not speak Redis${heard ? `: ${spoken(heard)}` : ""}`,
      why: sentences(
        heard?.protocol === "tls"
          ? "The port speaks TLS: the connection has to be rediss://."
          : heard
            ? "Another service listens there: usually the host or the port is wrong."
            : "The port accepts the connection and does not answer PING. Usually the server wants TLS (rediss://), a firewall accepts connections in its place, or the port belongs to another service.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "operator",
          do: `Check the host and the port (${targets(claimed)}), and whether the server wants TLS (rediss://; REDIS_TLS_ENABLED=true).`,
          ...(heard === null || heard.protocol === "tls"
            ? { snippet: { language: "url", text: `rediss://${hostPort(first.check)}` } }
            : {}),
          verify: doctor(first),
        },
        { who: "firewall-admin", ...firewallRequest("the CARTO hosts", [first.check]), verify: doctor(first) },
      ],
    };
  },
};
