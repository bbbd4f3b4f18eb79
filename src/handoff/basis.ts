// The two things that a handoff can rest on: the settings at hand, or the report of an earlier run.

import type { Check } from "../plan/check.ts";
import { makePlan, type PlanOptions } from "../plan/plan.ts";
import { chooseRoute } from "../plan/route.ts";
import { type Selection, selectChecks } from "../plan/selection.ts";
import { trafficTo } from "../plan/traffic.ts";
import type { Settings } from "../settings/settings.ts";
import { summarizeSettings } from "../settings/summary.ts";
import type { Domain, Whitelist } from "../whitelist/domain.ts";
import type { SavedCheck, SavedReport } from "./saved-report.ts";

/** The part of a settings summary that artifacts are made of. */
interface KnownSettings {
  httpProxy: { url: string; credentials: boolean } | null;
  httpsProxy: { url: string; credentials: boolean } | null;
  noProxy: { entries: string[] } | null;
  extraCa: { file: string; facts?: { containerPath: string | null } | undefined } | null;
  configuration: {
    variables: { name: string; value: string | null }[];
    features: { feature: string }[];
    clusterDomain: { name: string } | null;
    workloadIdentity: object | null;
  };
}

export interface Basis {
  settings: KnownSettings;
  /** PEM blocks of the CA that CARTO trusts beside the public ones. */
  certificates: string[];
  version: string;
  untested: Domain[];
  /** The whole plan where the proxy settings are these. */
  planUnder(wanted: Settings): Check[];
  /** The part of it that is to be let through: of a report's, what failed in it. */
  checksUnder(wanted: Settings): Check[];
  /** What the report says of a check; null without a report. */
  observed: ((id: string) => string | null) | null;
  restApi: boolean;
}

export function basisOfSettings(settings: Settings, whitelist: Whitelist, options: PlanOptions): Basis {
  const rows = whitelist.domains.filter(({ deployments }) => deployments.includes(settings.deployment.kind));
  const untested = rows.filter(({ host, samples }) => host.startsWith("*.") && samples.length === 0);
  const asked = untested.filter(({ feature }) => options.features.includes(feature));
  const planUnder = (wanted: Settings) => {
    const { proxies, noProxy, environment } = wanted;
    const plan = makePlan({ ...settings, proxies, noProxy, environment }, whitelist.domains, options);
    return [...plan.checks, ...selectChecks(asked.map(askedFor), options).map((check) => rerouted(check, wanted))];
  };
  return {
    settings: summarizeSettings(settings),
    certificates: settings.extraCa?.certificates ?? [],
    version: whitelist.version,
    untested: untested.filter((row) => !asked.includes(row)),
    planUnder,
    checksUnder: planUnder,
    observed: null,
    restApi: settings.environment.get("PUBSUB_USE_REST_API") === "true",
  };
}

/** In no plan, for want of a host to test; let through all the same where its feature is asked for. */
function askedFor({ id, host, port, protocol, feature, purpose, leavesFrom }: Domain): Check {
  const nothing = { path: null, expect: null, warehouse: null, client: null, skip: null };
  const route: Check["route"] = { kind: "direct", reason: "no-proxy-configured", entry: null };
  const target = { host: host.replace("*", "any"), port, protocol, wildcard: host };
  return { id, kind: "path", ...target, need: "required", feature, purpose, leavesFrom, route, ...nothing };
}

/** Only what is missing: checks that failed, by the route that they take under the settings to be written. */
export function basisOfReport(report: SavedReport, certificates: string[], selection: Selection): Basis {
  const failed = selectChecks(report.checks.filter(isMissing), selection);
  const byId = new Map(report.checks.map((check) => [check.id, check]));
  return {
    settings: report.settings,
    certificates,
    version: report.whitelist.version,
    untested: [],
    planUnder: (wanted) => report.checks.map((check) => rerouted(check, wanted)),
    checksUnder: (wanted) => failed.map((check) => rerouted(check, wanted)),
    observed: (id) => told(byId.get(id)),
    restApi: report.settings.configuration.variables.some(
      ({ name, value }) => name === "PUBSUB_USE_REST_API" && value === "true",
    ),
  };
}

/** A wildcard of which single hosts alone are let through is a warning, and the wildcard is missing. */
function isMissing({ verdict, kind, findings }: SavedCheck): boolean {
  return verdict === "fail" || (verdict === "warn" && kind === "policy" && findings.includes("proxy-denied"));
}

function rerouted(check: Check, wanted: Settings): Check {
  const traffic = trafficTo(check.host, check.protocol, check.port, check.warehouse?.kind ?? null);
  return { ...check, route: chooseRoute(check, traffic, wanted).route };
}

function told(check: SavedCheck | undefined): string | null {
  if (check === undefined) return null;
  const where = check.failedPhase === null ? "" : ` at ${check.failedPhase}`;
  const codes = check.findings.length === 0 ? "" : `: ${check.findings.join(", ")}`;
  return `${check.verdict === "fail" ? "FAIL" : check.verdict}${where}${codes}`;
}
