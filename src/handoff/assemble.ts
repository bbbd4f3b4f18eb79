// Basis and choices → handoff: settles the proxy and NO_PROXY first, then asks for the checks under these very settings.

import type { Check } from "../plan/check.ts";
import { parseProxyUrl } from "../settings/proxy-url.ts";
import { readSettings } from "../settings/read.ts";
import type { DeploymentKind, Settings } from "../settings/settings.ts";
import { UsageError } from "../settings/usage-error.ts";
import type { Basis } from "./basis.ts";
import { bypassEntries } from "./bypass.ts";
import { isEmittableHost } from "./emittable.ts";
import type { Bypass, Choices, Handoff, ProxyAddress, TrustedCa } from "./handoff.ts";
import { isRequired, targetsOf } from "./targets.ts";
import { wantedVariables } from "./variables.ts";

export interface Order {
  /** The proxy that the operator names, or null: the one that is configured. */
  proxy: string | null;
  deployment: DeploymentKind;
  /** Optional features are left out, but those that are asked for. */
  requiredOnly: boolean;
  choices: Choices;
}

/** @throws {UsageError} for a proxy URL that cannot be used, and for hosts that cannot be written. */
export function assemble(basis: Basis, { proxy: named, deployment, requiredOnly, choices }: Order): Handoff {
  const notes: string[] = [];
  const proxy = settledProxy(basis, named, notes);
  const ca = trustedCa(basis);
  const { configuration } = basis.settings;
  const clusterDomain = clusterDomainOf(configuration.clusterDomain?.name);
  const workloadIdentity = configuration.workloadIdentity !== null;
  const wanted = (bypass: Bypass[]) => settingsFor({ proxy, bypass, ca: null }, deployment);

  const unbypassed = basis.planUnder(wanted([]));
  const { bypass, notes: changes } = bypassEntries({
    deployment,
    clusterDomain,
    workloadIdentity,
    snowflakeHosts: proxy?.scheme === "https" ? snowflakeInUse(unbypassed, basis) : [],
    own: basis.settings.noProxy?.entries ?? [],
    proxied: unbypassed
      .filter(({ need, route }) => need === "required" && route.kind === "proxy")
      .map(({ host }) => host),
  });
  const targets = targetsOf(basis.checksUnder(wanted(bypass)), proxy, basis.restApi);
  return {
    deployment,
    version: basis.version,
    proxy,
    bypass: proxy === null ? [] : bypass,
    ca,
    clusterDomain,
    workloadIdentity,
    restApi: basis.restApi,
    targets: targets
      .filter((target) => !requiredOnly || isRequired(target))
      .map((target) => ({ ...target, observed: observedOf(target.checks, basis) })),
    untested: requiredOnly ? [] : basis.untested,
    found: basis.observed === null ? null : { variables: foundVariables(basis) },
    choices,
    notes: [...notes, ...(proxy === null ? [] : changes)],
  };
}

function settledProxy({ settings }: Basis, named: string | null, notes: string[]): ProxyAddress | null {
  const configured = settings.httpsProxy ?? settings.httpProxy;
  const value = named ?? configured?.url ?? null;
  if (value === null) return null;
  const others = [settings.httpProxy, settings.httpsProxy].filter((each) => each !== null && each.url !== value);
  if (named === null && others.length > 0)
    notes.push(
      `HTTP_PROXY and HTTPS_PROXY name different proxies: ${value}, that of HTTPS_PROXY, is written for both.`,
    );
  const { url, problem } = parseProxyUrl(value);
  const origin = named === null ? "the configured proxy" : "--proxy";
  if (url === null) throw new UsageError(`${origin}: ${problem!.text}${problem!.fix ? `; write ${problem!.fix}` : ""}`);
  if (!isEmittableHost(url.host)) throw new UsageError(`${origin}: its host is no host name and no address`);
  if (url.credentials !== null || (named === null && configured?.credentials)) {
    notes.push("The login in the proxy URL was left out: CARTO does not support password authentication for a proxy.");
  }
  const { scheme, host, port, href } = url;
  return { scheme, host, port, href };
}

/** The settings that CARTO would have with what is to be written; read by the room whose job that is. */
function settingsFor(wanted: Pick<Handoff, "proxy" | "bypass" | "ca">, deployment: DeploymentKind): Settings {
  const variables = Object.fromEntries(wantedVariables(wanted).map(({ name, value }) => [name, value]));
  return readSettings([{ name: "generated", kind: "env", variables }], { deployment });
}

function trustedCa({ settings: { extraCa }, certificates }: Basis): TrustedCa | null {
  if (extraCa === null) return null;
  const name = /[^/\\]*$/.exec(extraCa.file)![0];
  const file = /^[A-Za-z0-9._-]+$/.test(name) ? name : "proxy-ca.crt";
  const known = extraCa.facts?.containerPath ?? extraCa.file;
  const mounted = /^\/usr\/src\/certs\/[A-Za-z0-9._/-]+$/.test(known) && !known.includes("..");
  return {
    file: known === extraCa.file && mounted ? null : extraCa.file,
    containerPath: mounted ? known : `/usr/src/certs/${file}`,
    certificates,
  };
}

function clusterDomainOf(name: string | undefined): string {
  if (name === undefined) return "cluster.local";
  if (isEmittableHost(name) && !name.includes("*")) return name;
  throw new UsageError(`clusterDomain ${JSON.stringify(name.slice(0, 80))} is no domain name: nothing was written`);
}

/** A whitelist row alone does not say that Snowflake is in use. */
function snowflakeInUse(checks: Check[], { settings }: Basis): string[] {
  const isAccount = (host: string) => /\.snowflakecomputing\.(com|cn)$/.test(host);
  const own = checks.filter(
    ({ host, feature, need }) => isAccount(host) && (need === "required" || feature === "data-warehouse"),
  );
  const named = settings.configuration.features.some(({ feature }) => feature.includes("snowflake"));
  return [...own.map(({ host }) => host), ...(named ? ["account.snowflakecomputing.com"] : [])];
}

function observedOf(checks: Check[], { observed }: Basis): string[] {
  if (observed === null) return [];
  return [...new Set(checks.flatMap(({ id }) => observed(id) ?? []))];
}

function foundVariables({ settings }: Basis): Record<string, string | null> {
  return Object.fromEntries(settings.configuration.variables.map(({ name, value }) => [name, value]));
}
