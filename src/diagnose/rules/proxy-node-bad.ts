// The proxy's name stands for several nodes, and not all of them open tunnels.

import type { NodeSurvey, ProxyNode } from "../../probe/observation.ts";
import type { Evidence, ObservedCheck } from "../evidence.ts";
import { failedStep, gotThrough, stepOf } from "../failed-step.ts";
import { count, listed, losses, sentences } from "../phrase.ts";
import { proxyOf, through } from "../proxy-record.ts";
import { reach } from "../remedies/command.ts";
import { setProxy, variablesNaming } from "../remedies/proxy-variable.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort, proxyParts } from "../service.ts";

const HARMLESS_MS = 250;

export const proxyNodeBad: NetworkRule = {
  code: "proxy-node-bad",
  page: {
    summary: "The proxy's name has several addresses, and one of them does not work as a proxy.",
    severities: ["error", "warning"],
    means:
      "Behind the name stands a pool. One node is down, or treats the same target otherwise than the others. CARTO then fails now and then, whenever its connection meets that node: the fault that is hardest to find by hand. An error where checks of this run failed by the bad node, else a warning.",
    recognised:
      "Once a run the CONNECT that one check used is sent to every address of the proxy, at most eight, and closed at once. A node is bad where it fails and another one opens the tunnel to the same target. An IPv6 address without any route from here does not count, nor does localhost.",
    evidence: [
      "each node with its answer: a status, or where it failed",
      "checks that fail at one time and pass at another",
    ],
    remedies: [
      { who: "proxy-admin", do: "Mend the node, or take its address out of the name until it is." },
      { who: "operator", do: "Until then: point the proxy variables at a node that works." },
    ],
    verify: "curl -v --proxy http://ADDRESS:PORT https://TARGET/ for each address.",
    related: ["proxy-unreachable", "proxy-denied", "address-partly-dead"],
  },
  match(observed, evidence) {
    const proxy = proxyOf(observed);
    if (!proxy || isLocal(proxy)) return null;
    if (gotThrough(observed)) {
      const bad = badNodes(observed.observation.followUp?.nodes);
      return bad.length > 0 ? { severity: "warning", group: proxy } : null;
    }
    const address = failedBy(observed);
    return address !== null && isBad(address, proxy, evidence) ? { severity: "error", group: proxy } : null;
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const proxy = proxyOf(first)!;
    const { host, port } = proxyParts(proxy);
    const survey = surveys(proxy, evidence).find((one) => badNodes(one).length > 0)!;
    const bad = badNodes(survey);
    const good = survey.nodes.filter(({ works }) => works);
    const addresses = listed(
      bad.map(({ address }) => address),
      8,
    );
    const node = { host: good[0]!.address, port };
    const variables = variablesNaming(proxy, evidence.settings).map(({ variable }) => variable);
    // The certificate of an https:// proxy is for its name.
    const byAddress = proxy.startsWith("http:") && variables.length > 0;
    const point = byAddress ? setProxy(`http://${hostPort(node)}`, variables, evidence.settings) : null;
    const failed = claimed.some((observed) => !gotThrough(observed));
    return {
      title: `${count(bad.length, "node")} of ${survey.nodes.length} behind the proxy ${proxy} ${bad.length === 1 ? "does" : "do"} not work: ${addresses}`,
      why: sentences(
        `The name ${host} has several addresses. Asked for a tunnel to ${survey.target}, ${listed(good.map(({ address }) => address))} opened it and ${addresses} did not.`,
        failed
          ? `${count(claimed.length, "check")} of this run met the bad one and failed by it.`
          : "This run met a good one. CARTO will fail whenever its connection meets a bad one: usually now and then.",
        failed && losses(claimed),
      ),
      evidence: survey.nodes.slice(0, 8).map((node) => `${node.address}: ${told(node)}`),
      remedies: [
        {
          who: "proxy-admin",
          do: `Mend ${addresses}, or take ${bad.length === 1 ? "it" : "them"} out of the name ${host} until then.`,
          verify: reach({ host: bad[0]!.address, port }),
        },
        {
          who: "operator",
          ...point,
          do: `Until then: let the proxy variables name a node that works, e.g. ${hostPort(node)}.${point ? ` ${point.do}` : ""}`,
          verify: "carto-proxy doctor",
        },
      ],
    };
  },
};

/** Those that failed where another one opened a tunnel to the same target. */
function badNodes(survey: NodeSurvey | undefined): ProxyNode[] {
  if (!survey?.nodes.some(({ works }) => works)) return [];
  return survey.nodes.filter((node) => !node.works && !isOutOfReach(node));
}

/** An address family without a route from here fails at once, and clients go on to the next address. */
function isOutOfReach({ address, phase, failure, ms }: ProxyNode): boolean {
  return address.includes(":") && phase === "tcp" && failure?.code === "unreachable" && ms < HARMLESS_MS;
}

/** The proxy's address by which the check failed, where the proxy itself was the other end. */
function failedBy(observed: ObservedCheck): string | null {
  const phase = failedStep(observed)?.phase;
  return phase === "tunnel" || phase === "proxy-tls" ? (stepOf(observed, "tcp")?.facts.address ?? null) : null;
}

/** Bad for a target that another node opened, and not once good in this run. */
function isBad(address: string, proxy: string, evidence: Evidence): boolean {
  const known = surveys(proxy, evidence).some((survey) => badNodes(survey).some((node) => node.address === address));
  return known && !through(proxy, evidence).some((observed) => opened(observed, address));
}

function opened(observed: ObservedCheck, address: string): boolean {
  return stepOf(observed, "tcp")?.facts.address === address && stepOf(observed, "tunnel")?.ok === true;
}

function surveys(proxy: string, { checks }: Evidence): NodeSurvey[] {
  return checks
    .flatMap(({ observation }) => observation.followUp?.nodes ?? [])
    .filter((survey) => survey.proxy === proxy);
}

function told({ works, phase, failure, status, ms }: ProxyNode): string {
  if (works) return `opened the tunnel (${Math.round(ms)} ms)`;
  const words = failure ? `${failure.code}; ${failure.cause}` : "failed";
  return `${phase ?? ""} ${words}${status === null ? "" : `; status ${status}`} (${Math.round(ms)} ms)`.trim();
}

/** RFC 6761 §6.3: both loopback addresses, whether or not the proxy listens on both. */
function isLocal(proxy: string): boolean {
  return proxyParts(proxy).host === "localhost";
}
