// The proxy takes the request and gives no whole answer in time.

import { count, losses, sentences, targets } from "../phrase.ts";
import { answersHttp, failureAtProxy, isAbsoluteForm, proxyOf, speechOf } from "../proxy-record.ts";
import { doctor, request } from "../remedies/command.ts";
import { firewallRule } from "../remedies/firewall.ts";
import { namedBy } from "../remedies/proxy-variable.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort, proxyParts } from "../service.ts";
import { sightings } from "../sighting.ts";

export const proxyNoAnswer: NetworkRule = {
  code: "proxy-no-answer",
  page: {
    summary: "The proxy takes the request and gives no whole answer in time.",
    severities: ["error"],
    means:
      "The proxy is overloaded, broken, or is itself waiting: for a target that a firewall behind it drops, or for a dead resolver.",
    recognised:
      "CONNECT was sent and no whole answer came within the time of the check, one byte a second included. One more request that needs neither a name nor a way out tells a proxy that is alive from one that is mute.",
    evidence: [
      "whether the proxy answers for other targets, or answers a request about itself at once",
      "the time of the check (--timeout): Squid gives up on a dead resolver only after 30 s by default",
    ],
    remedies: [
      { who: "proxy-admin", do: "Read the proxy's log; check its resolver and its way to the target." },
      { who: "firewall-admin", do: "Allow TCP from the proxy to the listed targets." },
      { who: "operator", do: "If it answers nothing at all, check the host and the port of the proxy URL." },
    ],
    verify: "curl -v --max-time 60 --proxy URL https://TARGET/; then carto-proxy doctor --timeout 60.",
    related: ["proxy-upstream-unreachable", "proxy-closed-tunnel", "proxy-unreachable"],
  },
  match(observed, evidence) {
    const proxy = proxyOf(observed);
    if (!proxy || failureAtProxy(observed) !== "timed-out") return null;
    // A plain request without an answer is the proxy's doing only where the proxy has never been heard to answer.
    if (isAbsoluteForm(observed) && answersHttp(proxy, evidence)) return null;
    return { severity: "error", group: proxy };
  },
  explain(claimed, evidence) {
    const proxy = proxyOf(claimed[0]!)!;
    const others = answersHttp(proxy, evidence);
    const alive = others || speechOf(claimed[0]!, evidence)?.protocol === "http";
    const destinations = claimed.map(({ check }) => ({ host: check.wildcard ?? check.host, port: check.port }));
    return {
      title: others
        ? `The proxy ${proxy} gives no answer for ${targets(claimed)}`
        : alive
          ? `The proxy ${proxy} is alive, and waits for something itself before it answers for any target`
          : `The proxy ${proxy} accepts connections and gives no answer at all`,
      why: sentences(
        `${count(claimed.length, "check")} waited for the proxy's whole answer until the time was up.`,
        others
          ? "It answers for other targets, so usually it is itself waiting: for a target that a firewall behind it drops, or for its resolver."
          : alive
            ? "A request that needs neither a name nor a way out is answered at once. So usually its resolver is dead (Squid gives up on one after 30 s by default), or a firewall behind it drops everything."
            : "It answered nothing in this run: usually it is overloaded or broken, or what listens there is no HTTP proxy.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "proxy-admin",
          do:
            alive && !others
              ? `On the proxy's machine, test its resolver and its way out with one of the targets: ${targets(claimed, 3)}.`
              : others
                ? `On the proxy's machine, find out what it waits for when asked for ${targets(claimed, 5)}.`
                : "Find out why the proxy does not answer this machine: its log, its load, its limit of connections.",
          verify: request(claimed[0]!, evidence.settings),
        },
        others
          ? { who: "firewall-admin", ...firewallRule("the proxy", destinations), verify: doctor(claimed[0]!) }
          : alive
            ? {
                who: "operator",
                do: "Test again with more patience: the proxy's own error then says what it waits for.",
                verify: `${doctor(claimed[0]!)} --timeout 60`,
              }
            : {
                who: "operator",
                do: `Check the host and the port in ${namedBy(proxy, evidence.settings)}; they have to be those of the forward proxy: ${hostPort(proxyParts(proxy))}.`,
                verify: doctor(claimed[0]!),
              },
      ],
    };
  },
};
