// The target answers, with a server error of its own.

import type { ObservedCheck } from "../evidence.ts";
import { gotThrough, stepOf } from "../failed-step.ts";
import { losses, sentences, targets } from "../phrase.ts";
import { isAbsoluteForm, proxyOf } from "../proxy-record.ts";
import { doctor, request } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort } from "../service.ts";
import { sightings } from "../sighting.ts";

export const originError: NetworkRule = {
  code: "origin-error",
  page: {
    summary: "The target answers with a server error of its own.",
    severities: ["warning"],
    means:
      "The network is open; the target has a fault. Usually it is temporary, and there is nothing to change on this side. By a plain request through a proxy it can also be the proxy, which did not reach the target and does not say that it speaks for itself.",
    recognised:
      "A status of 500 or more that nothing shows to be the proxy's: inside a tunnel every answer is the origin's.",
    evidence: ["the status and the headers of the answer"],
    remedies: [
      { who: "operator", do: "Test again in a few minutes." },
      {
        who: "proxy-admin",
        do: "If it stays, for a plain request by the proxy: read its log, whether it reached the target.",
      },
      { who: "warehouse-admin", do: "If it stays, for a warehouse: see whether the service is up." },
      { who: "carto-support", do: "If it stays, for one of CARTO's services: ask for its status." },
    ],
    verify: "carto-proxy doctor --only CHECK, a few minutes later.",
    related: ["origin-no-answer", "proxy-upstream-unreachable"],
  },
  match(observed) {
    return gotThrough(observed) && statusOf(observed) >= 500
      ? { severity: "warning", group: hostPort(observed.check) }
      : null;
  },
  explain(claimed, { settings }) {
    const first = claimed[0]!;
    const doubtful = isAbsoluteForm(first);
    return {
      title: doubtful
        ? `${targets(claimed)}: the server error ${statusOf(first)}, from the target or from the proxy`
        : `${targets(claimed)} answers with the server error ${statusOf(first)}`,
      why: sentences(
        doubtful &&
          `The request went in plain HTTP to the proxy ${proxyOf(first)}, and nothing in the answer tells who made it: the target, with an error of its own, or the proxy, which could not reach the target.`,
        doubtful &&
          isMarked(first) &&
          "It bears a Via header, as answers do that a proxy passes on; some put it on their own pages too.",
        !doubtful &&
          "The network is open and the target itself answers, with an error of its own. Usually this is temporary, and nothing to change on this side.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        { who: "operator", do: "Test again in a few minutes.", verify: doctor(first) },
        ...(doubtful
          ? [
              {
                who: "proxy-admin" as const,
                do: `If it stays: read the proxy's log for ${targets(claimed, 5)}, whether it reached the target.`,
                verify: request(first, settings),
              },
            ]
          : []),
        first.check.warehouse
          ? {
              who: "warehouse-admin",
              do: "If it stays: see whether the service is up.",
              verify: request(first, settings),
            }
          : {
              who: "carto-support",
              do: "If it stays: ask for the status of this service.",
              verify: request(first, settings),
            },
      ],
    };
  },
};

function isMarked(observed: ObservedCheck): boolean {
  const facts = stepOf(observed, "exchange")?.facts;
  return facts?.protocol === "http" && (facts.reply?.headers ?? []).some(([name]) => name === "via");
}

function statusOf(observed: ObservedCheck): number {
  const facts = stepOf(observed, "exchange")?.facts;
  if (facts?.protocol === "http" && !facts.refusal) return facts.reply?.status ?? 0;
  return facts?.protocol === "grpc" ? (facts.status ?? 0) : 0;
}
