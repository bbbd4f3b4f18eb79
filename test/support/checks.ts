// Checks, settings and a run of them, as short as tests need.

import type { Check, Protocol, Route } from "../../src/plan/check.ts";
import type { Observation, Phase } from "../../src/probe/observation.ts";
import { type ProbeOptions, probe } from "../../src/probe/probe.ts";
import type { FactsOf } from "../../src/probe/trace.ts";
import { PodEnvironment } from "../../src/settings/pod-environment.ts";
import type { Credentials } from "../../src/settings/secret.ts";
import type { ProxySetting, Settings } from "../../src/settings/settings.ts";
import { nothingConfigured } from "./configuration.ts";

export const DIRECT: Route = { kind: "direct", reason: "no-proxy-configured", entry: null };

/** The host of a direct target: an address, so that no resolver is asked. */
export const DIRECT_HOST = "127.0.0.1";

export function byProxy(port: number, scheme: "http" | "https" = "http", host = "127.0.0.1"): Route {
  return { kind: "proxy", proxy: `${scheme}://${host}:${port}`, reason: "https_proxy", form: "tunnel" };
}

export function check(protocol: Protocol, host: string, port: number, route: Route, rest: Partial<Check> = {}): Check {
  return {
    id: `${protocol}-${host}`,
    kind: "path",
    host,
    port,
    protocol,
    need: "required",
    feature: "test",
    purpose: "A test.",
    leavesFrom: "pod",
    route,
    path: protocol === "tcp" ? null : "/",
    expect: null,
    wildcard: null,
    warehouse: null,
    client: null,
    skip: null,
    ...rest,
  };
}

export interface Configured {
  publicRoots?: string[];
  extraCa?: string[];
  verify?: boolean;
  credentials?: { proxy: string; credentials: Credentials };
}

export function settings(configured: Configured = {}): Settings {
  const file = (certificates: string[]) => ({ file: "ca.pem", from: "test", certificates, problem: null });
  return {
    deployment: { kind: "vm", from: "test" },
    sources: [],
    proxies: { http: null, https: proxySetting(configured.credentials), grpc: null },
    noProxy: null,
    extraCa: configured.extraCa ? file(configured.extraCa) : null,
    publicRoots: configured.publicRoots ? file(configured.publicRoots) : null,
    tlsVerification: { enabled: configured.verify ?? true, from: null },
    warehouses: [],
    snowflakeHosts: [],
    hosts: [],
    environment: new PodEnvironment({}),
    configuration: nothingConfigured,
  };
}

function proxySetting(given: Configured["credentials"]): ProxySetting | null {
  if (!given) return null;
  const { protocol, hostname, port } = new URL(given.proxy);
  const scheme = protocol === "https:" ? "https" : "http";
  return {
    variable: "HTTPS_PROXY",
    from: "test",
    text: given.proxy,
    url: { scheme, host: hostname, port: Number(port), credentials: given.credentials, href: given.proxy },
    problem: null,
  };
}

export type RunOptions = Partial<ProbeOptions>;

/** Generous with time, since the machine may be slow: a test that means to time out gives its own. */
export function run(checks: Check[], configured: Configured = {}, options: RunOptions = {}): Promise<Observation[]> {
  return probe({ checks }, settings(configured), {
    timeoutMs: 30_000,
    concurrency: 8,
    signal: new AbortController().signal,
    version: "0.0.0",
    ...options,
  });
}

export async function runOne(one: Check, configured: Configured = {}, options: RunOptions = {}): Promise<Observation> {
  const [observation] = await run([one], configured, options);
  if (!observation) throw new Error("no observation");
  return observation;
}

/** e.g. "tcp ok, tunnel refused-by-proxy": every phase and how it went. */
export function story(observation: Observation): string {
  const steps = observation.phases.map((record) => `${record.phase} ${record.failure?.code ?? "ok"}`);
  return observation.outcome === "done" ? steps.join(", ") : `${observation.outcome}: ${steps.join(", ")}`;
}

export function factsOf<P extends Phase>(observation: Observation, phase: P): FactsOf<P> {
  const record = observation.phases.find((one) => one.phase === phase);
  if (!record) throw new Error(`no phase ${phase} in ${story(observation)}`);
  return record.facts as FactsOf<P>;
}
