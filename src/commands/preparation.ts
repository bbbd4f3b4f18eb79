// Flags and environment → settings, whitelist and plan: what doctor and plan share. Throws UsageError or WhitelistError.

import type { Plan } from "../plan/check.ts";
import { makePlan } from "../plan/plan.ts";
import { matches } from "../plan/selection.ts";
import { readSettings } from "../settings/read.ts";
import type { Settings } from "../settings/settings.ts";
import { UsageError } from "../settings/usage-error.ts";
import type { Whitelist } from "../whitelist/domain.ts";
import { loadWhitelist } from "../whitelist/load.ts";
import { sourcesFor } from "./configuration-sources.ts";
import type { PlanFlags } from "./flags.ts";

export interface Preparation {
  settings: Settings;
  whitelist: Whitelist;
  plan: Plan;
}

export function prepare(flags: PlanFlags, environment: NodeJS.ProcessEnv): Preparation {
  const { deployment, ca, publicRoots, snowflakeAllowlist, warehouse: warehouses } = flags;
  const sources = sourcesFor(flags, environment);
  const settings = readSettings(sources, { deployment, ca, publicRoots, warehouses, snowflakeAllowlist });
  const whitelist = loadWhitelist(flags.domains ?? null, settings.environment.reveal());
  requireKnownFeatures(flags.feature, whitelist);
  const plan = makePlan(settings, whitelist.domains, {
    features: flags.feature,
    clients: flags.clients,
    only: flags.only,
    skip: flags.skip,
    strictEgress: flags.strictEgress ?? false,
    traffic: { thorough: flags.thorough ?? false, idle: flags.idle ?? null },
  });
  requireMatches("--only", flags.only, plan);
  requireMatches("--skip", flags.skip, plan);
  return { settings, whitelist, plan };
}

function requireKnownFeatures(features: string[], whitelist: Whitelist): void {
  const known = [...new Set(whitelist.domains.map((domain) => domain.feature))].toSorted();
  for (const feature of features) {
    if (!known.includes(feature))
      throw new UsageError(`--feature ${feature}: no such feature; known: ${known.join(", ")}`);
  }
}

/** A pattern that matches nothing is a typing error: the operator would take the missing rows for tested. */
function requireMatches(option: string, patterns: string[], plan: Plan): void {
  for (const pattern of patterns) {
    if (plan.checks.some((check) => matches(pattern, check))) continue;
    throw new UsageError(`${option} ${pattern}: no check id, host or feature matches; carto-proxy plan lists them`);
  }
}
