// What the configuration says of hosts → which whitelist rows are required for it, and the checks of hosts that no row has.

import type { ConfiguredHost, Settings } from "../settings/settings.ts";
import type { Domain, Need } from "../whitelist/domain.ts";
import type { Draft } from "./plan.ts";

interface Target {
  host: string;
  port: number;
  protocol: string;
}

/**
 * The need of a row: as `--feature` for a feature that the configuration has in use, and for a host that it names; optional where it
 * names another host instead. A row that nobody could confirm is never required by a configuration.
 */
export function needOf(domain: Domain, target: Target, { hosts, configuration }: Settings): Need {
  if (domain.leavesFrom !== "pod") return domain.need;
  if (hosts.some((host) => host.need === "required" && sameTarget(host, target))) return "required";
  const disconnected = configuration.features.some(({ feature }) => feature === "disconnected");
  if (disconnected && domain.feature === "authentication") return "optional";
  if (hosts.some(({ replaces, feature }) => replaces && feature === domain.feature)) return "optional";
  const used = domain.verified && configuration.features.some(({ feature }) => feature === domain.feature);
  return used ? "required" : domain.need;
}

/** Those that no check of the whitelist stands for already. */
export function hostDrafts(hosts: ConfiguredHost[], rows: (Target & { leavesFrom: string })[]): Draft[] {
  const covered = (host: ConfiguredHost) => rows.some((row) => row.leavesFrom === "pod" && sameTarget(host, row));
  return hosts.filter((host) => !covered(host)).map(draftOf);
}

function draftOf({ name, host, port, protocol, need, feature, purpose }: ConfiguredHost): Draft {
  return {
    id: `${name}@${host}`,
    kind: "path",
    host,
    port,
    protocol,
    need,
    feature,
    purpose,
    leavesFrom: "pod",
    path: protocol === "grpc" ? null : "/",
    expect: null,
    wildcard: null,
    warehouse: null,
    client: null,
  };
}

function sameTarget(one: Target, other: Target): boolean {
  return one.host === other.host && one.port === other.port && one.protocol === other.protocol;
}
