// The proxy opens the tunnel with a 2xx other than 200: right by RFC 9110, and refused by CARTO's client libraries.

import { count, losses, sentences } from "../phrase.ts";
import { failureAtProxy, proxyOf } from "../proxy-record.ts";
import { doctor } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { sightings } from "../sighting.ts";
import { HTTP_CONNECT } from "../sources.ts";

export const proxyNonstandardSuccess: NetworkRule = {
  code: "proxy-nonstandard-success",
  page: {
    summary: "The proxy opens tunnels with a 2xx status other than 200, which CARTO's libraries refuse.",
    severities: ["error"],
    means:
      "By RFC 9110 any 2xx to CONNECT opens the tunnel, and curl takes it so. undici and proxy-agent, measured on loopback, take 200 alone: CARTO fails where curl works, so that it is an error here and not a warning.",
    recognised: "The reply to CONNECT has a status from 201 to 299. The check ends there, as CARTO would.",
    evidence: ["the status line of the reply"],
    remedies: [
      { who: "proxy-admin", do: "Make the proxy answer a successful CONNECT with 200, or update it." },
      { who: "carto-support", do: "If the proxy cannot be changed: tell support which product it is." },
    ],
    verify: "curl -v --proxy URL https://TARGET/ shows the status of the reply to CONNECT. Then carto-proxy doctor.",
    related: ["proxy-error", "proxy-not-http"],
    sources: [HTTP_CONNECT],
  },
  match(observed) {
    const proxy = proxyOf(observed);
    return proxy && failureAtProxy(observed) === "odd-success" ? { severity: "error", group: proxy } : null;
  },
  explain(claimed) {
    const proxy = proxyOf(claimed[0]!)!;
    return {
      title: `The proxy ${proxy} opens tunnels with a status that CARTO's libraries refuse`,
      why: sentences(
        `To CONNECT it answers a 2xx other than 200 (${count(claimed.length, "check")}). That is right by RFC 9110, section 9.3.6, and curl takes it, but undici and proxy-agent, by which CARTO's Node.js services usually connect, take 200 alone.`,
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "proxy-admin",
          do: `Make the proxy ${proxy} answer a successful CONNECT with "200 Connection established"; usually an update, or the removal of a rule that rewrites replies.`,
          verify: doctor(claimed[0]!),
        },
        {
          who: "carto-support",
          do: "If the proxy cannot be changed, send the JSON report, and say which product it is.",
          verify: doctor(claimed[0]!),
        },
      ],
    };
  },
};
