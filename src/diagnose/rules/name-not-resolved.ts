// Direct route: the target's name does not resolve here.

import { directCause, directGroup, noProxyEntry } from "../cause.ts";
import type { Evidence, ObservedCheck } from "../evidence.ts";
import { failureIn, stepOf } from "../failed-step.ts";
import { count, listed, losses, sentences } from "../phrase.ts";
import { doctor, lookUp } from "../remedies/command.ts";
import { takeOutOfNoProxy } from "../remedies/no-proxy.ts";
import type { NetworkRule } from "../rule.ts";
import { sightings } from "../sighting.ts";

export const nameNotResolved: NetworkRule = {
  code: "name-not-resolved",
  page: {
    summary: "Direct route: the target's name does not resolve here.",
    severities: ["error"],
    means:
      "A target that is reached without a proxy must be resolved by this machine. Networks that require a proxy often do not resolve public names at all.",
    recognised:
      "The look-up of the target's host fails: no such name, an error, or no answer in time. By a proxy this is never asked.",
    evidence: [
      "whether any name was resolved in the run",
      "why the check goes direct: a driver that knows no proxy, NO_PROXY, or no proxy at all",
    ],
    remedies: [
      {
        who: "operator",
        do: "If the target is meant for the proxy: take it out of NO_PROXY, or set the proxy variables. For a warehouse, check the spelling.",
      },
      {
        who: "dns-admin",
        do: "Make the name resolve for the machines, and in Kubernetes for the pods, that run CARTO.",
      },
    ],
    verify: "getent hosts TARGET, on the machine or in a pod of CARTO's namespace; then carto-proxy doctor.",
    related: ["proxy-name-not-resolved", "proxy-not-configured", "direct-blocked"],
  },
  match(observed, evidence) {
    const code = failureIn(observed, "dns");
    if (!code || !["name-not-found", "resolver-failed", "timed-out"].includes(code)) return null;
    if (observed.check.route.kind !== "direct") return null;
    return { severity: "error", group: group(observed, evidence, code === "name-not-found") };
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const names = listed(
      claimed.map(({ check }) => check.host),
      5,
    );
    const answered = claimed.some((observed) => failureIn(observed, "dns") === "name-not-found");
    const byNoProxy = claimed.some((observed) => noProxyEntry(observed) !== null);
    const cause = directCause(claimed, evidence);
    return {
      title: resolvesNothing(evidence)
        ? `No name resolves here: ${names}`
        : `${names} ${claimed.length > 1 ? "do" : "does"} not resolve here`,
      why: sentences(
        `${count(claimed.length, "check")} ended there: these targets are reached without a proxy, so this machine must resolve their names.`,
        answered
          ? "The resolver answered that it knows no such name."
          : "The resolver gave no answer: usually it is out of reach, or broken.",
        byNoProxy && "They go direct because NO_PROXY says so.",
        cause.cause === "proxy-not-configured" &&
          "Networks that require a proxy often do not resolve public names, and no proxy is configured here.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      ...cause,
      remedies: [
        ...(byNoProxy
          ? [{ who: "operator" as const, ...takeOutOfNoProxy(claimed, evidence.settings), verify: doctor(first) }]
          : []),
        ...(cause.cause
          ? [
              {
                who: "operator" as const,
                do: "If this network requires a proxy: set the proxy variables (see the other finding).",
                verify: doctor(first),
              },
            ]
          : []),
        ...(first.check.warehouse
          ? [{ who: "operator" as const, do: `Check the spelling of ${names}.`, verify: lookUp(first.check.host) }]
          : []),
        {
          who: "dns-admin",
          do: `Make ${names} resolve for the machines (in Kubernetes: the pods) that run CARTO.`,
          verify: lookUp(first.check.host),
        },
      ],
    };
  },
};

/** One fault where nothing resolves; else the names that are unknown, each warehouse, and a failing resolver apart. */
function group(observed: ObservedCheck, evidence: Evidence, answered: boolean): string {
  if (resolvesNothing(evidence)) return "resolver";
  return answered ? directGroup(observed, evidence) : "resolver";
}

function resolvesNothing(evidence: Evidence): boolean {
  const looked = evidence.checks.filter((observed) => stepOf(observed, "dns"));
  return looked.length > 1 && !looked.some((observed) => stepOf(observed, "dns")?.ok);
}
