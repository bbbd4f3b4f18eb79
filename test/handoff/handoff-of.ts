// Handoffs as short as tests need: from settings as the command line reads them, or from a report of such settings.

import type { RequestFormat } from "../../src/handoff/artifact.ts";
import { assemble } from "../../src/handoff/assemble.ts";
import { basisOfReport, basisOfSettings } from "../../src/handoff/basis.ts";
import type { Choices, Handoff } from "../../src/handoff/handoff.ts";
import { parseSavedReport } from "../../src/handoff/saved-report.ts";
import type { Plan } from "../../src/plan/check.ts";
import { makePlan } from "../../src/plan/plan.ts";
import { readSettings } from "../../src/settings/read.ts";
import type { DeploymentKind, Settings } from "../../src/settings/settings.ts";
import { environmentSource } from "../../src/settings/source.ts";
import { summarizeSettings } from "../../src/settings/summary.ts";
import type { Whitelist } from "../../src/whitelist/domain.ts";
import { loadWhitelist } from "../../src/whitelist/load.ts";

export const shipped = loadWhitelist(null);

export interface Wish extends Partial<Omit<Choices, "format">> {
  deployment?: DeploymentKind;
  environment?: Record<string, string>;
  warehouses?: string[];
  ca?: string;
  proxy?: string | null;
  features?: string[];
  only?: string[];
  skip?: string[];
  requiredOnly?: boolean;
  format?: RequestFormat;
  whitelist?: Whitelist;
  change?: (settings: Settings) => Settings;
}

export const PROXY = "http://proxy.corp:3128";

function settingsOf({ deployment = "vm", environment = {}, warehouses = [], ca, change }: Wish): Settings {
  const settings = readSettings([environmentSource(environment)], { deployment, warehouses, ...(ca && { ca }) });
  return change?.(settings) ?? settings;
}

export function handoffOf(wish: Wish = {}): Handoff {
  const { features = [], only = [], skip = [], whitelist = shipped } = wish;
  return assemble(basisOfSettings(settingsOf(wish), whitelist, { features, clients: [], only, skip }), orderOf(wish));
}

/** `change` spoils the report before it is read, e.g. makes checks fail. */
export function handoffOfReport(wish: Wish, change: (report: ReturnType<typeof reportOf>) => void): Handoff {
  const report = reportOf(wish);
  change(report);
  const saved = parseSavedReport("report.json", JSON.stringify(report));
  return assemble(basisOfReport(saved, [], { only: wish.only ?? [], skip: wish.skip ?? [] }), {
    ...orderOf(wish),
    proxy: wish.proxy ?? null,
  });
}

/** Everything passed. */
export function reportOf(wish: Wish) {
  const settings = settingsOf(wish);
  const options = { features: wish.features ?? [], clients: [], only: [], skip: [] };
  const plan: Plan = makePlan(settings, (wish.whitelist ?? shipped).domains, options);
  const passed = { verdict: "pass" as string, failedPhase: null as string | null, findings: [] as string[] };
  return {
    schema: "carto-proxy/report/1",
    whitelist: { version: "2026.11" },
    settings: JSON.parse(JSON.stringify(summarizeSettings(settings))) as ReturnType<typeof summarizeSettings>,
    checks: plan.checks.map((check) => ({ ...check, ...passed })),
  };
}

function orderOf({ proxy = PROXY, deployment = "vm", requiredOnly = false, ...rest }: Wish) {
  const choices: Choices = {
    namespace: rest.namespace ?? null,
    release: rest.release ?? null,
    proxyCidrs: rest.proxyCidrs ?? [],
    hostCidrs: rest.hostCidrs ?? [],
    dnsCidrs: rest.dnsCidrs ?? [],
    clientCidrs: rest.clientCidrs ?? [],
    format: rest.format ?? "markdown",
  };
  return { proxy, deployment, requiredOnly, choices };
}

export function behind(url: string): Record<string, string> {
  const names = ["HTTP_PROXY", "HTTPS_PROXY", ...(url.startsWith("https") ? [] : ["GRPC_PROXY"])];
  return Object.fromEntries(
    names.flatMap((name) => [
      [name, url],
      [name.toLowerCase(), url],
    ]),
  );
}
