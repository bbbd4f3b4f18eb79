// The proxy's own name does not resolve here.

import { failureIn, stepOf } from "../failed-step.ts";
import { count, losses, sentences } from "../phrase.ts";
import { proxyOf } from "../proxy-record.ts";
import { doctor, lookUp } from "../remedies/command.ts";
import { namedBy } from "../remedies/proxy-variable.ts";
import type { NetworkRule } from "../rule.ts";
import { proxyParts } from "../service.ts";
import { sightings } from "../sighting.ts";

export const proxyNameNotResolved: NetworkRule = {
  code: "proxy-name-not-resolved",
  page: {
    summary: "The name of the proxy itself does not resolve on this machine.",
    severities: ["error"],
    means:
      "Nothing that goes by the proxy can start. Only the name of the proxy is resolved here: the targets behind it are resolved by the proxy.",
    recognised:
      "The look-up of the proxy's host fails: the resolver knows no such name, answers with an error, or does not answer in time. It is asked as CARTO's clients ask it (getaddrinfo), /etc/hosts included.",
    evidence: [
      "whether the resolver answered that there is no such name, or gave no answer",
      "whether any other name was resolved in the run: if none was, the resolver is out of reach",
    ],
    remedies: [
      { who: "operator", do: "Correct the host in the proxy URL, or name the proxy by its address." },
      {
        who: "dns-admin",
        do: "Make the name resolve for the machines, and in Kubernetes for the pods, that run CARTO.",
      },
    ],
    verify: "getent hosts PROXY, on the machine or in a pod of CARTO's namespace; then carto-proxy doctor.",
    related: ["proxy-unreachable", "name-not-resolved"],
  },
  match(observed) {
    const proxy = proxyOf(observed);
    const code = failureIn(observed, "dns");
    if (!proxy || !code || !["name-not-found", "resolver-failed", "timed-out"].includes(code)) return null;
    return { severity: "error", group: proxy };
  },
  explain(claimed, { settings, checks }) {
    const proxy = proxyOf(claimed[0]!)!;
    const { host } = proxyParts(proxy);
    const answered = claimed.some((observed) => failureIn(observed, "dns") === "name-not-found");
    const resolves = checks.some((observed) => stepOf(observed, "dns")?.ok);
    return {
      title: `The name of the proxy, ${host}, does not resolve`,
      why: sentences(
        `${count(claimed.length, "check")} cannot even start: they go through ${proxy}, and ${answered ? "the resolver of this machine knows no such name" : "the resolver of this machine gave no answer"}.`,
        !answered &&
          !resolves &&
          "No name at all was resolved in this run: usually the resolver itself is out of reach.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "operator",
          do: `Check the spelling of ${host} in ${namedBy(proxy, settings)}, or name the proxy by its IP address.`,
          verify: lookUp(host),
        },
        {
          who: "dns-admin",
          do: `If the name is right: make ${host} resolve for the machines (in Kubernetes: the pods) that run CARTO.`,
          verify: doctor(claimed[0]!),
        },
      ],
    };
  },
};
