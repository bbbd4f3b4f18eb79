// A warehouse URL, the checks that belong to it and one run of them, as short as tests need.

import type { Check } from "../../src/plan/check.ts";
import type { Observation } from "../../src/probe/observation.ts";
import { type ProbeOptions, probe } from "../../src/probe/probe.ts";
import { redactor } from "../../src/settings/redaction.ts";
import type { CaFile, Settings, Warehouse } from "../../src/settings/settings.ts";
import { parseWarehouseUrl } from "../../src/settings/warehouse-url.ts";
import { type Configured, check, DIRECT, settings } from "./checks.ts";

export interface WarehouseRun extends Configured {
  kind?: "path" | "client";
  /** PEM of the CA that sslrootcert=ca.pem stands for. */
  rootCert?: string;
  env?: Record<string, string>;
  extraCaFile?: string;
  options?: Partial<ProbeOptions>;
}

export function warehouse(url: string, { rootCert, env = {} }: WarehouseRun = {}): Warehouse {
  const readCa = (file: string, from: string): CaFile => ({
    file,
    from,
    certificates: [rootCert ?? ""],
    problem: null,
  });
  return parseWarehouseUrl(url, "--warehouse", { env, readCa });
}

/** Runs the path check of a warehouse, or with `kind: "client"` the real driver. */
export async function runWarehouse(url: string, wanted: WarehouseRun = {}): Promise<Observation> {
  const one = warehouse(url, wanted);
  const configured: Settings = { ...settings(wanted), warehouses: [one] };
  if (wanted.extraCaFile)
    configured.extraCa = { file: wanted.extraCaFile, from: "test", certificates: [], problem: null };
  const protocol = one.kind === "redis" ? "redis" : one.kind === "redshift" ? "redshift" : "postgres";
  const planned: Check = check(protocol, one.host, one.port, DIRECT, {
    path: null,
    warehouse: { kind: one.kind, index: 0 },
    ...(wanted.kind === "client" ? { kind: "client", client: "postgres" } : {}),
  });
  const [observation] = await probe({ checks: [planned] }, configured, {
    timeoutMs: 60_000,
    concurrency: 1,
    signal: new AbortController().signal,
    version: "0.0.0",
    redact: redactor(configured),
    ...wanted.options,
  });
  if (!observation) throw new Error("no observation");
  return observation;
}
