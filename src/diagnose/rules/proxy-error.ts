// The proxy answers with something that is neither a tunnel nor a known refusal.

import { count, losses, sentences, targets } from "../phrase.ts";
import { failureAtProxy, opensTunnels, proxyOf } from "../proxy-record.ts";
import { doctor, request } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { sightings } from "../sighting.ts";
import { HTTP_CONNECT } from "../sources.ts";

export const proxyError: NetworkRule = {
  code: "proxy-error",
  page: {
    summary: "The proxy answers with something that is neither a tunnel nor a known refusal.",
    severities: ["error"],
    means:
      "The answer to CONNECT is a status without a known meaning there, is no HTTP, or has a head of more than 16 KiB, which client libraries do not take even where it opens the tunnel.",
    recognised:
      "The last of the codes for what the proxy says: none of the more exact ones fits the status, the headers and the page.",
    evidence: ["the status line, the headers and the start of the page, in the verbose output and in the JSON report"],
    remedies: [
      { who: "proxy-admin", do: "Read the proxy's log at the time of the run." },
      {
        who: "carto-support",
        do: "If the log tells no more, take the JSON report: an answer like this may deserve a code of its own.",
      },
    ],
    verify: "curl -v --proxy URL https://TARGET/; then carto-proxy doctor.",
    related: [
      "proxy-nonstandard-success",
      "proxy-rate-limited",
      "proxy-denied",
      "proxy-upstream-unreachable",
      "proxy-not-http",
    ],
    sources: [HTTP_CONNECT],
  },
  match(observed) {
    const proxy = proxyOf(observed);
    const code = failureAtProxy(observed);
    if (!proxy || !code || !["refused-by-proxy", "not-http", "head-too-large"].includes(code)) return null;
    return { severity: "error", group: proxy };
  },
  explain(claimed, evidence) {
    const proxy = proxyOf(claimed[0]!)!;
    const large = claimed.every((observed) => failureAtProxy(observed) === "head-too-large");
    return {
      title: large
        ? `The proxy ${proxy} answers with a head of more than 16 KiB, too large for client libraries`
        : `The proxy ${proxy} answers with an error for ${targets(claimed)}`,
      why: sentences(
        large
          ? `${count(claimed.length, "check")} got an answer to CONNECT whose headers are larger than Node.js and undici take.`
          : `${count(claimed.length, "check")} got an answer from the proxy that opens no tunnel and names no cause that is known here.`,
        opensTunnels(proxy, evidence) && "It opens tunnels to other targets.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "proxy-admin",
          do: `Read the proxy's log for ${targets(claimed, 5)} at the time of this run: the answer above says what it told us.`,
          verify: request(claimed[0]!, evidence.settings),
        },
        {
          who: "carto-support",
          do: "If the log tells no more, send the JSON report: an answer like this may deserve a code of its own.",
          verify: doctor(claimed[0]!),
        },
      ],
    };
  },
};
