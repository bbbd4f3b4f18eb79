// Settings and whitelist entries for the tables of the plan's tests.

import { readSettings } from "../../src/settings/read.ts";
import type { Settings } from "../../src/settings/settings.ts";
import { environmentSource } from "../../src/settings/source.ts";
import type { Domain } from "../../src/whitelist/domain.ts";

export function settingsOf(variables: Record<string, string>, warehouses: string[] = []): Settings {
  return readSettings([environmentSource(variables)], { deployment: "vm", warehouses });
}

export function domain(id: string, more: Partial<Domain> = {}): Domain {
  return {
    id,
    host: `${id}.example.test`,
    samples: [],
    port: 443,
    protocol: "https",
    need: "required",
    feature: id,
    purpose: "Something needs it.",
    deployments: ["vm", "kots", "helm"],
    leavesFrom: "pod",
    path: "/",
    expect: null,
    source: "test",
    verified: true,
    ...more,
  };
}
