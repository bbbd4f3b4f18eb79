// Judges configuration files as `config check` does: real text through the real readers and the plan, and no socket.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { diagnose } from "../../../src/diagnose/diagnose.ts";
import type { Evidence } from "../../../src/diagnose/evidence.ts";
import type { Finding } from "../../../src/diagnose/finding.ts";
import { makePlan } from "../../../src/plan/plan.ts";
import type { Observation } from "../../../src/probe/observation.ts";
import { isConfiguration } from "../../../src/report/verdict.ts";
import { readSettings } from "../../../src/settings/read.ts";
import { readSources } from "../../../src/settings/read-sources.ts";
import type { DeploymentKind } from "../../../src/settings/settings.ts";
import { summarizeSettings } from "../../../src/settings/summary.ts";
import { loadWhitelist } from "../../../src/whitelist/load.ts";
import { failed, tcp } from "../observations.ts";

export interface Configured {
  /** Name → text. `.env` and `customer.env` are given as --env-file, `*.yaml` as --customizations; the rest lies beside them. */
  files?: Record<string, string>;
  environment?: Record<string, string>;
  warehouses?: string[];
  deployment?: DeploymentKind;
  /** Files that lie there and are not named. */
  unnamed?: string[];
  /** As after a run of the doctor in which no TCP connection came about; what that adds is left out. */
  probed?: boolean;
}

/** The findings as a saved report would give them again, file names without their folder. */
export function judged({
  files = {},
  environment = {},
  warehouses,
  deployment,
  unnamed = [],
  probed = false,
}: Configured): Finding[] {
  const folder = mkdtempSync(join(tmpdir(), "carto-proxy-configured-"));
  try {
    const path = (name: string) => join(folder, name);
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), text);
    }
    const named = Object.keys(files).filter((name) => !unnamed.includes(name));
    const flags = {
      envFile: named.filter((name) => name.endsWith(".env")).map(path),
      customizations: named.filter((name) => name.endsWith(".yaml")).map(path),
    };
    const settings = readSettings(readSources(flags, environment), { warehouses, deployment });
    const { checks } = makePlan(settings, whitelist.domains, { features: [], clients: [], only: [], skip: [] });
    const observation: Observation = probed
      ? { outcome: "done", reason: null, phases: [failed(tcp(), "timed-out")], durationMs: 1 }
      : { outcome: "unknown", reason: "no socket", phases: [], durationMs: 0 };
    const evidence: Evidence = {
      settings: summarizeSettings(settings),
      checks: checks.map((check) => ({ check, observation })),
    };
    // What does not survive JSON must not decide.
    const findings = diagnose(JSON.parse(JSON.stringify(evidence))).filter(({ code }) => isConfiguration(code));
    const text = JSON.stringify(findings);
    return JSON.parse(text.replaceAll(`${folder}/`, "")) as Finding[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const whitelist = loadWhitelist(null, {});

/** ["error proxy-url-invalid"], sorted. */
export function told(findings: Finding[]): string[] {
  return findings.map(({ severity, code }) => `${severity} ${code}`).toSorted();
}

/** Variables of a good configuration on a single VM; undefined takes one out. */
export function dotenv(changes: Record<string, string | undefined> = {}, url = "http://my-proxy:3128"): string {
  const names = ["HTTP_PROXY", "HTTPS_PROXY", ...(url.startsWith("https:") ? [] : ["GRPC_PROXY"])];
  const good = {
    ...Object.fromEntries(names.flatMap((name) => [name, name.toLowerCase()]).map((name) => [name, url])),
    NO_PROXY: INTERNAL,
    no_proxy: INTERNAL,
    ...changes,
  };
  const lines = Object.entries(good).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}\n`]));
  return lines.join("");
}

export const INTERNAL = "localhost,notifier,workspace-api,maps-api,import-api,lds-api,http-cache";

/** Helm values under externalProxy, over a good configuration. */
export function values(changes: Record<string, unknown> = {}, rest = ""): string {
  const good = {
    enabled: true,
    type: "http",
    host: "my-proxy",
    port: 3128,
    excludedDomains: ["localhost", ".svc.cluster.local"],
    ...changes,
  };
  const lines = Object.entries(good)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `  ${key}: ${JSON.stringify(value)}\n`);
  return `externalProxy:\n${lines.join("")}${rest}`;
}
