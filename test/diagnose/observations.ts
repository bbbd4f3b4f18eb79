// Hand-made evidence for the tests of the diagnosis room: checks, steps, and the few faults that many tests share.

import { expect } from "vitest";
import { diagnose } from "../../src/diagnose/diagnose.ts";
import type { Evidence, ObservedCheck } from "../../src/diagnose/evidence.ts";
import type { Actor, Finding, FindingCode } from "../../src/diagnose/finding.ts";
import type { Check, ClientName, Protocol } from "../../src/plan/check.ts";
import type {
  CertificateFacts,
  ClientWay,
  FailureCode,
  HttpReply,
  PhaseRecord,
  ProxyRefusal,
  Speech,
  TlsFacts,
} from "../../src/probe/observation.ts";
import type { ProxySummary, SettingsSummary } from "../../src/settings/settings.ts";
import { expectUsable } from "../causes/remedy.ts";
import { nothingConfigured } from "../support/configuration.ts";

export const PROXY = "http://proxy.corp.test:3128";
export const TLS_PROXY = "https://proxy.corp.test:3129";

export function proxyNamed(
  variable: ProxySummary["variable"],
  url = PROXY,
  more: Partial<ProxySummary> = {},
): ProxySummary {
  return { url, from: `${variable} (.env)`, variable, credentials: false, problem: null, ...more };
}

export function settings(more: Partial<SettingsSummary> = {}): SettingsSummary {
  return {
    deployment: "vm",
    deploymentFrom: "--deployment",
    sources: [".env"],
    httpProxy: proxyNamed("HTTP_PROXY"),
    httpsProxy: proxyNamed("HTTPS_PROXY"),
    grpcProxy: proxyNamed("GRPC_PROXY"),
    noProxy: null,
    extraCa: null,
    publicRoots: null,
    tlsVerification: true,
    tlsVerificationFrom: null,
    configuration: nothingConfigured,
    ...more,
  };
}

export const noProxies: Partial<SettingsSummary> = { httpProxy: null, httpsProxy: null, grpcProxy: null };

/** A required HTTPS row of the whitelist, through the HTTP proxy. */
export function row(id: string, more: Partial<Check> = {}): Check {
  return {
    id,
    kind: "path",
    host: `${id}.example.test`,
    port: 443,
    protocol: "https",
    need: "required",
    feature: `feature of ${id}`,
    purpose: "A test.",
    leavesFrom: "pod",
    route: { kind: "proxy", proxy: PROXY, reason: "https_proxy", form: "tunnel" },
    path: "/",
    expect: null,
    wildcard: null,
    warehouse: null,
    client: null,
    skip: null,
    ...more,
  };
}

export const viaTlsProxy: Partial<Check> = {
  route: { kind: "proxy", proxy: TLS_PROXY, reason: "https_proxy", form: "tunnel" },
};
export const direct: Partial<Check> = { route: { kind: "direct", reason: "no-proxy-configured", entry: null } };
export const plain: Partial<Check> = {
  protocol: "http",
  port: 80,
  route: { kind: "proxy", proxy: PROXY, reason: "http_proxy", form: "absolute" },
};

export function database(protocol: Protocol = "postgres", more: Partial<Check> = {}): Check {
  const kind = protocol === "redis" ? "redis" : protocol === "redshift" ? "redshift" : "postgres";
  return row(`${kind}@db.example.test`, {
    host: "db.example.test",
    port: kind === "redis" ? 6379 : 5432,
    protocol,
    feature: "data-warehouse",
    path: null,
    route: { kind: "direct", reason: "warehouse-bypass", entry: null },
    warehouse: { kind, index: 0 },
    ...more,
  });
}

export function clientOf(check: Check, client: ClientName = "postgres"): Check {
  return { ...check, id: `client:${check.id}`, kind: "client", client };
}

/** A connection that a client library was seen to open for this check: by the proxy, with its answer to CONNECT, or direct. */
export function way({ host, port }: Check, kind: ClientWay["kind"], status: number | null = 200): ClientWay {
  if (kind === "direct") return { to: `${host}:${port}`, kind, address: "192.0.2.9", asked: null, status: null };
  return { to: "proxy.corp.test:3128", kind, address: "192.0.2.1", asked: `CONNECT ${host}:${port}`, status };
}

/** The one step of a client library's check. */
export function library(by: string, ...ways: ClientWay[]): Extract<PhaseRecord, { phase: "login" }> {
  return { phase: "login", ms: 40, ok: true, facts: { by, errorCode: null, message: null, ways } };
}

export function seen(check: Check, ...phases: PhaseRecord[]): ObservedCheck {
  const durationMs = phases.reduce((sum, { ms }) => sum + ms, 0);
  return { check, observation: { outcome: "done", reason: null, phases, durationMs } };
}

export function evidence(checks: ObservedCheck[], more: Partial<SettingsSummary> = {}): Evidence {
  return { settings: settings(more), checks };
}

/** The same step, failed. */
export function failed<R extends PhaseRecord>(record: R, code: FailureCode, cause = `raw cause of ${code}`): R {
  return { ...record, ok: false, failure: { code, cause } };
}

export function dns(name: string, addresses = ["192.0.2.1"]): Extract<PhaseRecord, { phase: "dns" }> {
  return { phase: "dns", ms: 2, ok: true, facts: { name, addresses } };
}

export function tcp(host = "proxy.corp.test", port = 3128): Extract<PhaseRecord, { phase: "tcp" }> {
  return { phase: "tcp", ms: 3, ok: true, facts: { host, port, address: "192.0.2.1", attempts: [] } };
}

function tlsFacts(more: Partial<TlsFacts>): TlsFacts {
  return {
    servername: "name.example.test",
    version: "TLSv1.3",
    cipher: "TLS_AES_256_GCM_SHA384",
    alpn: "http/1.1",
    verified: true,
    certificateFailure: null,
    chain: [],
    speaks: null,
    ...more,
  };
}

export function tls(more: Partial<TlsFacts> = {}): Extract<PhaseRecord, { phase: "tls" }> {
  return { phase: "tls", ms: 5, ok: true, facts: tlsFacts(more) };
}

export function proxyTls(more: Partial<TlsFacts> = {}): Extract<PhaseRecord, { phase: "proxy-tls" }> {
  return { phase: "proxy-tls", ms: 4, ok: true, facts: tlsFacts({ servername: "proxy.corp.test", ...more }) };
}

export function certificate(more: Partial<CertificateFacts> = {}): CertificateFacts {
  return {
    subject: "CN=name.example.test",
    issuer: "O=Corp\nCN=Corp Inspection CA",
    names: ["name.example.test"],
    validFrom: "Jan  1 00:00:00 2026 GMT",
    validTo: "Jan  1 00:00:00 2030 GMT",
    sha256: "aa",
    selfIssued: false,
    ca: false,
    issuerUrl: null,
    ...more,
  };
}

/** The TLS facts of a handshake whose certificate does not verify, as seen with verification on or off. */
export function badCertificate(code: FailureCode, ...chain: CertificateFacts[]): Partial<TlsFacts> {
  const certificateFailure = { code, cause: `raw cause of ${code}` };
  return { verified: false, certificateFailure, chain: chain.length ? chain : [certificate()] };
}

export function reply(status: number, statusText = "", headers: [string, string][] = []): HttpReply {
  return { status, statusText, headers, body: null, bodyBytes: 0 };
}

export function tunnel(
  more: Partial<Extract<PhaseRecord, { phase: "tunnel" }>["facts"]> = {},
): Extract<PhaseRecord, { phase: "tunnel" }> {
  return {
    phase: "tunnel",
    ms: 11,
    ok: true,
    facts: { target: "name.example.test:443", reply: null, refusal: null, speaks: null, ...more },
  };
}

export function open(): Extract<PhaseRecord, { phase: "tunnel" }> {
  return tunnel({ reply: reply(200, "Connection established") });
}

export function refusal(kind: ProxyRefusal["kind"], sign = "403 Forbidden", authSchemes: string[] = []): ProxyRefusal {
  return { kind, sign, authSchemes };
}

/** CONNECT answered by a "no". */
export function refused(kind: ProxyRefusal["kind"], status = 403, sign?: string, authSchemes?: string[]): PhaseRecord {
  const facts = { reply: reply(status, "No"), refusal: refusal(kind, sign ?? `${status} No`, authSchemes) };
  return failed(tunnel(facts), "refused-by-proxy");
}

export function speaks(protocol: Speech["protocol"], firstBytes = ""): Speech {
  return { protocol, firstBytes };
}

export function http(status = 200, more: { refusal?: ProxyRefusal } = {}): Extract<PhaseRecord, { phase: "exchange" }> {
  return {
    phase: "exchange",
    ms: 6,
    ok: true,
    facts: {
      protocol: "http",
      request: "GET /",
      reply: reply(status, "Status"),
      refusal: more.refusal ?? null,
      recognised: null,
    },
  };
}

/** A request that got no reply. */
export function unanswered(): Extract<PhaseRecord, { phase: "exchange" }> {
  const facts = { protocol: "http" as const, request: "GET /", reply: null, refusal: null, recognised: null };
  return { phase: "exchange", ms: 6, ok: true, facts };
}

export function postgres(sqlState: string | null = null, speech: Speech | null = null): PhaseRecord {
  const answer = sqlState ? ("error" as const) : null;
  const message = sqlState ? "the server's words" : null;
  return {
    phase: "exchange",
    ms: 6,
    ok: true,
    facts: { protocol: "postgres", answer, authMethod: null, sqlState, message, speaks: speech },
  };
}

export function redis(answer: string | null = null, speech: Speech | null = null): PhaseRecord {
  return { phase: "exchange", ms: 6, ok: true, facts: { protocol: "redis", reply: answer, speaks: speech } };
}

export function login(errorCode: string | null = null, by = "pg 8.23.1", message: string | null = null): PhaseRecord {
  return { phase: "login", ms: 9, ok: true, facts: { by, errorCode, message } };
}

/** A row that got through its proxy. */
export function works(id: string, more: Partial<Check> = {}): ObservedCheck {
  return seen(row(id, more), dns("proxy.corp.test"), tcp(), open(), tls(), http());
}

const ACTORS: Actor[] = ["operator", "proxy-admin", "firewall-admin", "dns-admin", "warehouse-admin", "carto-support"];

/** Diagnoses, and holds every finding to what any finding must be. */
export function findings(checks: ObservedCheck[], more: Partial<SettingsSummary> = {}): Finding[] {
  const result = diagnose(evidence(checks, more));
  for (const finding of result) {
    wellTold(finding);
    expectUsable(finding);
  }
  return result;
}

export function wellTold(finding: Finding): void {
  const texts = [
    finding.title,
    finding.why,
    ...finding.evidence,
    ...finding.remedies.flatMap((one) => [one.do, one.snippet?.text ?? "-", one.verify ?? "-"]),
  ];
  for (const text of texts) {
    expect(text.trim(), finding.code).not.toBe("");
    expect(text, finding.code).not.toMatch(/undefined|(?<!\/dev\/)\bnull\b|NaN|\[object|Infinity| {2,}\S.*\.$/);
  }
  expect(finding.evidence.length, finding.code).toBeGreaterThan(0);
  expect(finding.evidence.length, finding.code).toBeLessThanOrEqual(8);
  expect(finding.remedies.length, finding.code).toBeGreaterThan(0);
  for (const { who } of finding.remedies) expect(ACTORS).toContain(who);
}

/** The findings of the network alone, as `code severity: ids`. */
export function summary(result: Finding[]): string[] {
  return result.map(({ code, severity, affects }) => `${code} ${severity}: ${affects.join(" ")}`);
}

/** The one finding with this code. */
export function one(result: Finding[], code: FindingCode): Finding {
  const found = result.filter((finding) => finding.code === code);
  expect(found.length, `${code} among ${summary(result).join("; ")}`).toBe(1);
  return found[0]!;
}

export function actors({ remedies }: Finding): Actor[] {
  return remedies.map(({ who }) => who);
}

export function snippets({ remedies }: Finding): string {
  return remedies.map(({ snippet }) => snippet?.text ?? "").join("\n");
}
