// carto-proxy config generate: writes a file for whoever sets up the way out. Opens no socket, looks up no name.

import { writeFileSync } from "node:fs";
import type { ArtifactName } from "../handoff/artifact.ts";
import { assemble } from "../handoff/assemble.ts";
import { type Basis, basisOfReport, basisOfSettings } from "../handoff/basis.ts";
import { directOpenings } from "../handoff/egress.ts";
import { emittedCidr, emittedHost, emittedLabel } from "../handoff/emittable.ts";
import type { Choices, Handoff } from "../handoff/handoff.ts";
import { artifacts } from "../handoff/index.ts";
import { parseSavedReport, type SavedReport } from "../handoff/saved-report.ts";
import type { DeploymentKind } from "../settings/settings.ts";
import { UsageError } from "../settings/usage-error.ts";
import { writeFully } from "./destination.ts";
import type { GenerateFlags } from "./generate-options.ts";
import { prepare } from "./preparation.ts";
import { reportText } from "./saved-report.ts";

export async function generate(what: ArtifactName, flags: GenerateFlags): Promise<number> {
  const choices = choicesOf(flags);
  const report = flags.from === undefined ? null : parseSavedReport(flags.from, reportText(flags.from));
  const { basis, deployment } = report === null ? ofSettings(what, flags) : ofReport(what, flags, report);
  const order = { proxy: flags.proxy ?? null, deployment, requiredOnly: flags.required ?? false, choices };
  const handoff = assemble(basis, order);
  requireProxy(what, handoff);
  requireKnownHosts(handoff);
  const { text, notes } = artifacts[what](handoff);
  if (flags.output === undefined) await writeFully(process.stdout, text);
  else write(flags.output, text, flags.force ?? false);
  for (const note of new Set([...handoff.notes, ...notes])) process.stderr.write(`carto-proxy: ${note}\n`);
  return 0;
}

function ofSettings(what: ArtifactName, flags: GenerateFlags): { basis: Basis; deployment: DeploymentKind } {
  const { settings: found } = prepare({ ...flags, clients: [], only: [], skip: [] }, process.env);
  const deployment = deploymentFor(what, flags.deployment, found.deployment.kind);
  const { settings, whitelist } = prepare({ ...flags, deployment, clients: [] }, process.env);
  const { only, skip } = flags;
  const features = [...flags.feature, ...settings.configuration.features.map(({ feature }) => feature)];
  return { basis: basisOfSettings(settings, whitelist, { features, clients: [], only, skip }), deployment };
}

/** The settings at hand give the CA alone: the report has the rest. */
function ofReport(
  what: ArtifactName,
  flags: GenerateFlags,
  report: SavedReport,
): { basis: Basis; deployment: DeploymentKind } {
  const deployment = deploymentFor(what, flags.deployment, report.settings.deployment);
  const { settings } = prepare({ ...flags, deployment, clients: [], only: [], skip: [] }, process.env);
  const basis = basisOfReport(report, settings.extraCa?.certificates ?? [], { only: flags.only, skip: flags.skip });
  return { basis, deployment };
}

/** A file for Kubernetes is wanted by someone on Kubernetes, wherever this runs; what is said outright must fit. */
function deploymentFor(
  what: ArtifactName,
  asked: DeploymentKind | undefined,
  detected: DeploymentKind,
): DeploymentKind {
  if (what === "squid" || what === "firewall-request") return asked ?? detected;
  const vm = what === "env";
  if (what === "customizations" && (asked ?? detected) === "kots") throw new UsageError(KOTS);
  const kind = asked ?? (vm ? "vm" : detected === "vm" ? "helm" : detected);
  if (vm !== (kind === "vm"))
    throw new UsageError(
      `config generate ${what} --deployment ${kind}: that is for ${vm ? "a single VM" : "Kubernetes"}`,
    );
  return kind;
}

const KOTS =
  "config generate customizations: KOTS takes its proxy from the installation: kubectl kots install … --http-proxy URL --https-proxy URL --no-proxy LIST";

function requireProxy(what: ArtifactName, { proxy }: Handoff): void {
  if (proxy !== null || what === "firewall-request") return;
  throw new UsageError(`config generate ${what}: no proxy is configured: say which one, by --proxy http://HOST:PORT`);
}

/** A host that no target has is a typing error: its line would be missing from the policy. */
function requireKnownHosts(handoff: Handoff): void {
  const opened = directOpenings(handoff).map(({ host }) => host);
  for (const { host } of handoff.choices.hostCidrs) {
    if (opened.includes(host)) continue;
    throw new UsageError(
      `--cidr ${host}=…: nothing in use reaches that host directly; carto-proxy plan lists the routes`,
    );
  }
}

function choicesOf(flags: GenerateFlags): Choices {
  return {
    namespace: emittedLabel(flags.namespace, "--namespace"),
    release: emittedLabel(flags.release, "--release"),
    proxyCidrs: flags.proxyCidr.map((cidr) => emittedCidr(cidr, "--proxy-cidr")),
    hostCidrs: flags.cidr.map((text) => {
      const [, host, cidr] = /^([^=]+)=(.+)$/.exec(text) ?? [];
      if (host === undefined || cidr === undefined)
        throw new UsageError(`--cidr ${text}: write it as HOST=203.0.113.7/32`);
      return { host: emittedHost(host), cidr: emittedCidr(cidr, "--cidr") };
    }),
    dnsCidrs: flags.dnsCidr.map((cidr) => emittedCidr(cidr, "--dns-cidr")),
    clientCidrs: flags.clientCidr.map((cidr) => emittedCidr(cidr, "--client-cidr")),
    format: flags.format,
  };
}

/** "wx" fails where the file exists, be it made a moment ago. */
function write(file: string, text: string, force: boolean): void {
  try {
    writeFileSync(file, text, { flag: force ? "w" : "wx" });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === "EEXIST" ? "it exists: --force overwrites it" : `cannot be written: ${code}`;
    throw new UsageError(`--output ${file}: ${why}`);
  }
}
