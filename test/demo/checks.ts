// Checks made by hand for tables of tests.

import type { Check } from "../../src/plan/check.ts";

export function check(wanted: Partial<Check> = {}): Check {
  return {
    id: "a",
    kind: "path",
    host: "a.test",
    port: 443,
    protocol: "https",
    need: "required",
    feature: "maps",
    purpose: "Maps.",
    leavesFrom: "pod",
    route: { kind: "proxy", proxy: "http://127.0.0.1:3128", reason: "https_proxy", form: "tunnel" },
    path: "/",
    expect: null,
    wildcard: null,
    warehouse: null,
    client: null,
    skip: null,
    ...wanted,
  };
}
