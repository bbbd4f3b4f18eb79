// A client library connects direct although a proxy is set for its target.

import { takenRoute, wayTexts } from "../client-way.ts";
import { failedStep, gotThrough, stepOf } from "../failed-step.ts";
import { pathCheckOf } from "../path-check.ts";
import { listed, losses, sentences, targets } from "../phrase.ts";
import { doctor } from "../remedies/command.ts";
import { firewallRule } from "../remedies/firewall.ts";
import { policyRule } from "../remedies/network-policy.ts";
import type { NetworkRule } from "../rule.ts";
import { sight, sightings } from "../sighting.ts";
import { CARTO_PROXY, GRPC_PROXY } from "../sources.ts";

export const clientBypassesProxy: NetworkRule = {
  code: "client-bypasses-proxy",
  page: {
    summary: "A client library of CARTO's connects direct although a proxy is set for the target.",
    severities: ["error", "warning"],
    means:
      "The libraries read the proxy variables by rules of their own: some know no https:// proxy, some read one case of letters alone, some take an entry of NO_PROXY for more hosts than others do. Such a library goes direct without a word. Where the network lets nothing out but by the proxy, what CARTO does with it fails although the proxy lets the target through.",
    recognised:
      "The library was run as CARTO runs it, and its own sockets were watched: it opened a connection to the target itself, while the target's check goes by the proxy. An error where it got nowhere, a warning where the direct way is open.",
    evidence: [
      "the connections that the library opened",
      "its name and version",
      "carto-proxy route HOST, which names the variable or the entry that decides",
    ],
    remedies: [
      {
        who: "operator",
        do: "Set the variables so that the library uses the proxy (both cases of letters, http://, no empty entry in NO_PROXY), or let CARTO use Pub/Sub's REST interface.",
      },
      { who: "firewall-admin", do: "Or allow the CARTO hosts to reach the target direct." },
    ],
    verify: "carto-proxy doctor --only CHECK: the library goes by the proxy, or gets through direct.",
    related: ["proxy-grpc-https", "no-proxy-empty-entry", "proxy-variable-case", "client-disagrees"],
    sources: [CARTO_PROXY, GRPC_PROXY],
  },
  match(observed, evidence) {
    const path = pathCheckOf(observed, evidence);
    if (path?.check.route.kind !== "proxy" || takenRoute(observed) !== "direct") return null;
    const failed = failedStep(observed) !== null;
    if (!failed && !gotThrough(observed)) return null;
    return { severity: failed ? "error" : "warning", group: observed.check.client ?? "" };
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const path = pathCheckOf(first, evidence);
    const proxy = path?.check.route.kind === "proxy" ? path.check.route.proxy : "the proxy";
    const by = listed(claimed.flatMap((observed) => stepOf(observed, "login")?.facts.by ?? []));
    const failed = failedStep(first) !== null;
    const open = failed ? "and gets nowhere" : "and gets through";
    const rule = firewallRule(
      "the CARTO hosts",
      claimed.map(({ check }) => check),
    );
    return {
      title: `${by} goes direct to ${targets(claimed)}, past ${proxy}, ${open}`,
      why: sentences(
        `The library was run with the container's own variables, and connected to the target itself.`,
        failed
          ? path && gotThrough(path) && "By the proxy the same target can be reached, which does not help this library."
          : "It works only as long as the direct way is open: a firewall that closes it, as many do sooner or later, breaks it.",
        losses(claimed),
      ),
      evidence: sightings(claimed, (observed) => [sight(observed), ...wayTexts(observed)].join("; ")),
      remedies: [
        {
          who: "operator",
          do: settingOf(first.check.client, evidence.settings.deployment),
          verify: doctor(...claimed),
        },
        { who: "firewall-admin", ...rule, do: `Or: ${rule.do}`, verify: doctor(...claimed) },
        ...policyRule(claimed, evidence.settings, doctor(...claimed)),
      ],
    };
  },
};

function settingOf(client: string | null, deployment: string): string {
  if (client !== "pubsub")
    return "Run carto-proxy route with the target: it names the variable, or the entry of NO_PROXY, by which this library goes direct; correct that one in both cases of letters.";
  const rest = deployment === "helm" ? "cartoConfigValues.usePubSubRestApi: true" : "PUBSUB_USE_REST_API=true";
  return `The gRPC client reads the lower-case variables alone (grpc_proxy, https_proxy, no_proxy), knows http:// proxies alone, and takes an empty entry of no_proxy for every host: set them so, or let CARTO use Pub/Sub's REST interface (${rest}; CARTO has this option since 2025), which goes by the proxy.`;
}
