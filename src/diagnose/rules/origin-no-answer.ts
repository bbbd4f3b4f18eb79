// The request was sent, and no answer came, or the connection ended before one.

import { failedStep, gotThrough } from "../failed-step.ts";
import { pathCheckOf } from "../path-check.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import { isPostgresSilent } from "../postgres-opening.ts";
import { isAbsoluteForm } from "../proxy-record.ts";
import { doctor, request } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { wayOut } from "../service.ts";
import { sightings } from "../sighting.ts";

export const originNoAnswer: NetworkRule = {
  code: "origin-no-answer",
  page: {
    summary: "The request was sent and no answer came, or the connection ended before one.",
    severities: ["error"],
    means:
      "Everything up to the request works. Usually the target is at fault, or something that inspects the traffic holds the answer back; for a warehouse, usually the server is overloaded or starting, or a pooler in front of it waits.",
    recognised:
      "The exchange times out, or the connection is closed or reset before a whole answer. For a plain request by the proxy only where the proxy is known to answer.",
    evidence: ["other targets that answer by the same route", "the time of the check (--timeout)"],
    remedies: [
      { who: "operator", do: "Test again, with more time (--timeout)." },
      { who: "proxy-admin", do: "Read the proxy's log for these targets." },
      { who: "firewall-admin", do: "See whether a firewall inspects and holds these connections." },
      { who: "warehouse-admin", do: "For a warehouse: see the server's log at the time of the run." },
    ],
    verify: "carto-proxy doctor --only CHECK --timeout 60.",
    related: ["origin-error", "tunnel-silent", "proxy-no-answer"],
  },
  match(observed, evidence) {
    const failed = failedStep(observed);
    if (!failed || !["timed-out", "closed", "reset"].includes(failed.failure.code)) return null;
    // A client library tells no phase: only where our own probe was answered is it known that the way is open.
    const path = pathCheckOf(observed, evidence);
    const { kind, client } = observed.check;
    const clientHeard = kind !== "client" || (client === "postgres" && path !== null && gotThrough(path));
    const redisSilent = observed.check.protocol === "redis" && failed.phase === "exchange";
    const asked = failed.phase === "exchange" || (failed.phase === "login" && clientHeard);
    if (!asked || redisSilent || isPostgresSilent(observed)) return null;
    return { severity: "error", group: wayOut(observed) };
  },
  explain(claimed, { settings }) {
    const first = claimed[0]!;
    const { check } = first;
    const proxied = check.route.kind === "proxy";
    return {
      title: `${targets(claimed)}: no answer to the request`,
      why: sentences(
        `${count(claimed.length, "check")} got as far as the request; then no answer came, or the connection ended before one.`,
        isAbsoluteForm(first) &&
          "The request was given to the proxy in plain HTTP, and the proxy answers otherwise: usually it is waiting for the target.",
        !isAbsoluteForm(first) &&
          proxied &&
          "Usually the target is at fault, or something that inspects the traffic behind the proxy.",
        !proxied &&
          check.warehouse &&
          "The server was reached and does not go on: usually it is overloaded or starting, or a pooler in front of it waits.",
        !proxied && !check.warehouse && "Usually the target is at fault, or a firewall that inspects the traffic.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        { who: "operator", do: "Test again, with a longer --timeout.", verify: `${doctor(first)} --timeout 30` },
        check.warehouse
          ? {
              who: "warehouse-admin",
              do: "See whether the server is up and what its log says of this connection.",
              verify: request(first, settings),
            }
          : {
              who: proxied ? "proxy-admin" : "firewall-admin",
              do: `If it stays: look for what inspects or delays traffic to ${targets(claimed, 5)}.`,
              verify: request(first, settings),
            },
      ],
    };
  },
};
