// The head of the page: which tool looked at which deployment, through which proxy, against which whitelist.

import type { LookedFrom, Report } from "../../report/report.ts";
import type { ProxySummary, SettingsSummary } from "../../settings/settings.ts";
import { counted, wrap } from "../layout.ts";
import { paint, type Style } from "../style.ts";

export function header(report: Report, style: Style): string[] {
  const { tool, run, settings, whitelist } = report;
  const title = wrap(`carto-proxy ${tool.version}, ${run.startedAt}`, style.width);
  const lines = [
    ...field("Deployment", `${settings.deployment} (${settings.deploymentFrom})`, style),
    ...proxies(settings).flatMap((text, index) => field(index === 0 ? "Proxy" : "", text, style)),
    ...field("Whitelist", `${whitelist.version}, ${counted(whitelist.domains, "domain")}`, style),
  ];
  if (settings.noProxy !== null) {
    lines.push(...field("NO_PROXY", `${settings.noProxy.entries.join(", ")} (${settings.noProxy.from})`, style));
  }
  if (settings.extraCa !== null) lines.push(...field("Extra CA", extraCa(settings.extraCa), style));
  if (!settings.tlsVerification) {
    const from = settings.tlsVerificationFrom === null ? "" : ` (${settings.tlsVerificationFrom})`;
    lines.push(...field("TLS", `verification is turned OFF${from}`, style));
  }
  const { lookedFrom } = run.host;
  if (lookedFrom !== undefined && lookedFrom.network !== "host") {
    lines.push(...field("Looked from", `${NETWORKS[lookedFrom.network]}: ${lookedFrom.sign}`, style));
  }
  if (!run.complete) lines.push(...field("Run", "cut short: not every check was done", style));
  if (style.detail === "verbose") lines.push(...field("Host", host(report), style));
  return [...title.map((line) => paint(style, "heading", line)), ...lines];
}

const NETWORKS: Record<LookedFrom["network"], string> = {
  host: "the host's network",
  container: "a container's own network",
  "carto-container": "the network of a CARTO container",
  shared: "a network that is shared with other programs",
  separate: "a network of its own",
  unknown: "a network that could not be told",
};

function field(name: string, text: string, style: Style): string[] {
  return wrap(text, style.width, name.padEnd(12));
}

/** One text for each different proxy, naming every variable that holds it. */
function proxies({ httpProxy, httpsProxy, grpcProxy }: SettingsSummary): string[] {
  const all = [httpProxy, httpsProxy, grpcProxy].filter((proxy) => proxy !== null);
  if (all.length === 0) return ["none configured: every route is direct"];
  const byUrl = Map.groupBy(all, (proxy) => proxy.url);
  return [...byUrl].map(([url, same]) => `${url} (${same.map(({ from }) => from).join("; ")})${remarks(same)}`);
}

function remarks(same: ProxySummary[]): string {
  const problem = same.find((proxy) => proxy.problem !== null)?.problem ?? null;
  const login = same.some((proxy) => proxy.credentials) ? ", with credentials, which are not shown" : "";
  return problem === null ? login : `${login}, cannot be used: ${problem.text}`;
}

function extraCa({ file, certificates, problem }: NonNullable<SettingsSummary["extraCa"]>): string {
  return `${file}, ${counted(certificates, "certificate")}${problem === null ? "" : `, not usable: ${problem}`}`;
}

function host({ tool, run }: Report): string {
  const { os, container, kubernetes } = run.host;
  const place = kubernetes === null ? (container ? ", in a container" : "") : `, in Kubernetes (${kubernetes})`;
  return `${os}${place}${run.host.lookedFrom?.network === "host" ? ", in the host's network" : ""}, Node.js ${tool.node}, run ${run.id}`;
}
