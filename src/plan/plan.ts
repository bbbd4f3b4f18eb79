// (Settings, Domain[], options) → Plan: every check in order, each with its target, its route and the reason. Pure.

import type { Settings } from "../settings/settings.ts";
import type { Domain } from "../whitelist/domain.ts";
import type { Check, ClientName, Plan } from "./check.ts";
import { clientDrafts } from "./client-checks.ts";
import { clientRouteOf } from "./client-route.ts";
import { hostDrafts, needOf } from "./configured-hosts.ts";
import { oddHost, strictChecks, wildcardDraft, withoutRepeatedWildcards } from "./policy-checks.ts";
import { chooseRoute } from "./route.ts";
import { type Selection, selectChecks } from "./selection.ts";
import { snowflakeHostCheck } from "./snowflake-host.ts";
import { trafficTo } from "./traffic.ts";
import { type TrafficOptions, trafficChecks } from "./traffic-checks.ts";
import { warehouseTargets } from "./warehouse-checks.ts";

export interface PlanOptions extends Selection {
  /** Optional features whose domains count as required. */
  features: string[];
  /** The client libraries that may be run. */
  clients: ClientName[];
  /** Also require that proxied hosts can not be reached without the proxy. Default: no. */
  strictEgress?: boolean;
  /** What is sent beyond one GET. Default: nothing. */
  traffic?: TrafficOptions;
}

/** Required before optional, the whitelist before the warehouses, each in its own order. */
export function makePlan(settings: Settings, domains: Domain[], options: PlanOptions): Plan {
  const rows = withoutRepeatedWildcards(
    domains
      .filter((domain) => domain.deployments.includes(settings.deployment.kind))
      .flatMap((domain) => domainChecks(domain, settings, options.features)),
  );
  const warehouses = settings.warehouses.flatMap((_, index) => warehouseChecks(index, settings, options.clients));
  const listed = settings.snowflakeHosts.map((listedHost) => routed(snowflakeHostCheck(listedHost), settings));
  const named = hostDrafts(settings.hosts, rows).map((draft) => routed(draft, settings));
  const clients = clientDrafts([...rows, ...named], options.clients, settings).map((draft) => routed(draft, settings));
  const ways = uniqueIds([...rows, ...named, ...clients, ...warehouses, ...listed]);
  const closed = options.strictEgress ? strictChecks(ways) : [];
  const all = [...ways, ...closed, ...trafficChecks(ways, domains, options.traffic)];
  const ordered = [
    ...all.filter((check) => check.need === "required"),
    ...all.filter((check) => check.need === "optional"),
  ];
  return { checks: selectChecks(ordered, options) };
}

export type Draft = Omit<Check, "route" | "skip">;

function domainChecks(domain: Domain, settings: Settings, features: string[]): Check[] {
  const wildcard = domain.host.startsWith("*.");
  const hosts = wildcard ? domain.samples : [domain.host];
  const drafts = hosts.map((host): Draft => {
    return {
      id: wildcard ? `${domain.id}@${host}` : domain.id,
      kind: "path",
      host,
      port: domain.port,
      protocol: domain.protocol,
      need: features.includes(domain.feature) ? "required" : needOf(domain, { ...domain, host }, settings),
      feature: domain.feature,
      purpose: domain.purpose,
      leavesFrom: domain.leavesFrom,
      path: domain.protocol === "https" || domain.protocol === "http" ? domain.path : null,
      expect: domain.expect,
      wildcard: wildcard ? domain.host : null,
      warehouse: null,
      client: null,
    };
  });
  const odd = oddHost(domain);
  const own = odd === null ? [] : drafts.slice(0, 1).map((sample) => wildcardDraft(sample, domain.id, odd));
  return [...drafts, ...own].map((draft) => routed(draft, settings));
}

function warehouseChecks(index: number, settings: Settings, clients: ClientName[]): Check[] {
  const warehouse = settings.warehouses[index]!;
  return warehouseTargets(warehouse, clients).map(({ name, ...target }) =>
    routed(
      {
        id: `${name}@${target.host}`,
        ...target,
        feature: "data-warehouse",
        leavesFrom: "pod",
        expect: null,
        wildcard: null,
        warehouse: { kind: warehouse.kind, index },
      },
      settings,
    ),
  );
}

function routed(draft: Draft, settings: Settings): Check {
  const traffic = trafficTo(draft.host, draft.protocol, draft.port, draft.warehouse?.kind ?? null);
  const { route, unusable } =
    draft.client === null ? chooseRoute(draft, traffic, settings) : clientRouteOf(draft.client, draft, settings);
  return { ...draft, route, skip: unusable === null ? null : `${unusable}: the proxy of this route cannot be used` };
}

/** Two warehouses on one host are told apart by port, and after that by number; the same target asked for twice is one check. */
function uniqueIds(checks: Check[]): Check[] {
  const seen = new Map<string, Check>();
  for (const check of checks) {
    const first = seen.get(check.id);
    if (first === undefined) seen.set(check.id, check);
    else if (check.warehouse === null || sameTarget(first, check)) continue;
    else addUnique(seen, check);
  }
  return [...seen.values()];
}

function addUnique(seen: Map<string, Check>, check: Check): void {
  const withPort = `${check.id}:${check.port}`;
  let id = withPort;
  for (let number = 2; seen.has(id); number++) id = `${withPort}#${number}`;
  seen.set(id, { ...check, id });
}

/** Two accounts share one revocation service; two logins to one PostgreSQL server are two checks. */
function sameTarget(one: Check, other: Check): boolean {
  if (one.port !== other.port || one.path !== other.path) return false;
  return one.protocol === "https" || one.protocol === "http";
}
