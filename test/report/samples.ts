// Reports as real runs give them, one for each way that a run can end, for the tests of report and output.

import type { Finding } from "../../src/diagnose/finding.ts";
import type { Check, DirectRoute, ProxyRoute } from "../../src/plan/check.ts";
import type { Observation, PhaseRecord } from "../../src/probe/observation.ts";
import { buildReport, type ReportParts } from "../../src/report/build.ts";
import type { Report } from "../../src/report/report.ts";
import type { ProxySummary, SettingsSummary } from "../../src/settings/settings.ts";
import { nothingConfigured } from "../support/configuration.ts";

export const PROXY = "http://proxy.corp.example:3128";
export const proxyRoute: ProxyRoute = { kind: "proxy", proxy: PROXY, reason: "https_proxy", form: "tunnel" };
export const directRoute: DirectRoute = { kind: "direct", reason: "no-proxy-configured", entry: null };

export function check(id: string, more: Partial<Check> = {}): Check {
  return {
    id,
    kind: "path",
    host: `${id.split("@").at(-1)}.example.test`,
    port: 443,
    protocol: "https",
    need: "required",
    feature: id,
    purpose: "Something needs it.",
    leavesFrom: "pod",
    route: proxyRoute,
    path: "/",
    expect: null,
    wildcard: null,
    warehouse: null,
    client: null,
    skip: null,
    ...more,
  };
}

const proxySummary: ProxySummary = {
  url: PROXY,
  from: "HTTPS_PROXY (environment)",
  variable: "HTTPS_PROXY",
  credentials: false,
  problem: null,
};

export const settings: SettingsSummary = {
  deployment: "vm",
  deploymentFrom: "customer.env is there",
  sources: ["environment", "customer.env"],
  httpProxy: { ...proxySummary, from: "HTTP_PROXY (environment)", variable: "HTTP_PROXY" },
  httpsProxy: proxySummary,
  grpcProxy: null,
  noProxy: { entries: ["localhost", " .svc.cluster.local"], from: "NO_PROXY (environment)" },
  extraCa: null,
  publicRoots: null,
  tlsVerification: true,
  tlsVerificationFrom: null,
  configuration: nothingConfigured,
};

const tcp: PhaseRecord = {
  phase: "tcp",
  ms: 1.4,
  ok: true,
  facts: {
    host: "proxy.corp.example",
    port: 3128,
    address: "10.0.0.5",
    attempts: [{ address: "10.0.0.5", result: "connected", ms: 1.4 }],
  },
};
const dns: PhaseRecord = {
  phase: "dns",
  ms: 0.6,
  ok: true,
  facts: { name: "proxy.corp.example", addresses: ["10.0.0.5"] },
};
const tunnel: PhaseRecord = {
  phase: "tunnel",
  ms: 3,
  ok: true,
  facts: {
    target: "a.example.test:443",
    reply: { status: 200, statusText: "Connection established", headers: [], body: null, bodyBytes: 0 },
    refusal: null,
    speaks: null,
  },
};
const tls: PhaseRecord = {
  phase: "tls",
  ms: 20,
  ok: true,
  facts: {
    servername: "a.example.test",
    version: "TLSv1.3",
    cipher: "TLS_AES_256_GCM_SHA384",
    alpn: "http/1.1",
    verified: true,
    certificateFailure: null,
    chain: [
      {
        subject: "CN=a.example.test",
        issuer: "CN=株式会社 Root, O=Example",
        names: ["a.example.test"],
        validFrom: "2026-01-01T00:00:00.000Z",
        validTo: "2027-01-01T00:00:00.000Z",
        sha256: "ab".repeat(32),
        selfIssued: false,
        ca: false,
        issuerUrl: null,
      },
    ],
    speaks: null,
  },
};
const exchange: PhaseRecord = {
  phase: "exchange",
  ms: 31,
  ok: true,
  facts: {
    protocol: "http",
    request: "GET https://a.example.test/",
    reply: { status: 404, statusText: "Not Found", headers: [["server", "origin"]], body: "no", bodyBytes: 2 },
    refusal: null,
    recognised: null,
  },
};

export const passed: Observation = done([dns, tcp, tunnel, tls, exchange]);

/** What a hostile proxy would put into its answer to reach the terminal of whoever reads the report. */
export const HOSTILE = "\u001b[2J\u001b]0;owned\u0007\u009b31m all\r\nPASS\u202e\u2028\u200b x\ud800";

export const denied: Observation = done([
  dns,
  tcp,
  {
    phase: "tunnel",
    ms: 11,
    ok: false,
    facts: {
      target: "a.example.test:443",
      reply: {
        status: 403,
        statusText: "Forbidden",
        headers: [
          ["via", "1.1 squid"],
          ["x-block", HOSTILE],
        ],
        body: `<html>${HOSTILE}</html>`,
        bodyBytes: 40,
      },
      refusal: { kind: "denied", sign: "X-Squid-Error: ERR_ACCESS_DENIED 0", authSchemes: [] },
      speaks: null,
    },
    failure: { code: "refused-by-proxy", cause: `403 Forbidden ${HOSTILE}` },
  },
]);

export const refused: Observation = done([
  dns,
  {
    phase: "tcp",
    ms: 1,
    ok: false,
    facts: {
      host: "proxy.corp.example",
      port: 3128,
      address: null,
      attempts: [
        {
          address: "10.0.0.5",
          result: "failed",
          ms: 1,
          failure: { code: "refused", cause: "connect ECONNREFUSED 10.0.0.5:3128" },
        },
      ],
    },
    failure: { code: "refused", cause: "connect ECONNREFUSED 10.0.0.5:3128" },
  },
]);

export const cut: Observation = {
  outcome: "unknown",
  reason: "the run's deadline of 120 s",
  phases: [dns, tcp],
  durationMs: 9000,
};
export const skipped: Observation = { outcome: "skipped", reason: "left out by --skip", phases: [], durationMs: 0 };

function done(phases: PhaseRecord[]): Observation {
  return { outcome: "done", reason: null, phases, durationMs: phases.reduce((sum, { ms }) => sum + ms, 0) };
}

export function finding(more: Partial<Finding> = {}): Finding {
  return {
    code: "proxy-denied",
    severity: "error",
    title: `The proxy ${PROXY} refuses the tunnel to these hosts`,
    why: "Its rules do not let them through. CARTO cannot sign anybody in, and maps stay empty until they do, for every user of this deployment.",
    evidence: ["tunnel: 403 Forbidden after 11 ms", "X-Squid-Error: ERR_ACCESS_DENIED 0", `x-block: ${HOSTILE}`],
    affects: [],
    remedies: [
      {
        who: "proxy-admin",
        do: "Let the CARTO host through the tunnel to these hosts, before the line that denies everything else.",
        snippet: {
          language: "squid",
          text: `acl carto dstdomain ${Array.from({ length: 12 }, (_, index) => `host-${index}.example.test`).join(" ")}\nhttp_access allow CONNECT carto\n`,
        },
        verify: `curl --verbose --output /dev/null --header "X-Long: a b c" --proxy ${PROXY} https://a.example.test/a/rather/long/path`,
      },
      {
        who: "operator",
        do: "Or leave the feature out.",
        snippet: { language: "env", text: `NO_PROXY=${"a.example.test,".repeat(20)}b` },
      },
    ],
    ...more,
  };
}

export function reportOf(parts: Partial<ReportParts> & { checks: Check[]; observations: Observation[] }): Report {
  const { checks, ...more } = parts;
  return buildReport({
    settings,
    plan: { checks },
    findings: [],
    whitelist: { version: "2026.11", sha256: "cd".repeat(32), files: ["carto.yaml"], domains: [] },
    run: {
      id: "run-1",
      startedAt: "2026-11-23T19:51:00.000Z",
      durationMs: 1234,
      complete: true,
      host: { os: "Linux", container: false, kubernetes: null },
      command: ["doctor"],
    },
    tool: { version: "1.0.0", node: "v24.0.0" },
    ...more,
  });
}

const many = Array.from({ length: 34 }, (_, index) => check(`carto-host-${index}`));
const longIds = ["a".repeat(90), `redshift@${"very-long-label.".repeat(8)}eu-west-1.amazonaws.com`];

/** Every kind of run, by name. */
export const SAMPLES: Record<string, Report> = {
  "all pass": reportOf({
    checks: [check("a"), check("b", { need: "optional" })],
    observations: [passed, passed],
  }),
  denied: reportOf({
    checks: [check("a"), check("b"), check("c", { need: "optional" })],
    observations: [passed, denied, denied],
    findings: [finding({ affects: ["b", "c"] })],
  }),
  "proxy down": reportOf({
    checks: many,
    observations: many.map(() => refused),
    findings: [
      finding({
        code: "proxy-not-configured",
        severity: "notice",
        title: "Only for the test",
        affects: many.map(({ id }) => id),
        remedies: [],
      }),
      finding({
        code: "proxy-refused",
        title: "The proxy refuses the TCP connection",
        affects: many.map(({ id }) => id),
      }),
    ],
  }),
  incomplete: reportOf({ checks: [check("a"), check("b")], observations: [passed, cut] }),
  "empty plan": reportOf({ checks: [], observations: [] }),
  "unknown and skipped": reportOf({
    checks: [check("a"), check("b"), check("c", { need: "optional" }), check("d", { skip: "left out by --skip" })],
    observations: [passed, cut, { ...cut, phases: [] }, skipped],
  }),
  "very long ids": reportOf({
    checks: longIds.map((id) => check(id, { host: `${"h".repeat(63)}.${"i".repeat(63)}.example.test` })),
    observations: [passed, denied],
    findings: [finding({ affects: longIds.slice(1) })],
  }),
  "wildcard samples": reportOf({
    checks: ["one", "two"].map((host) => check(`maps@${host}`, { wildcard: "*.example.test", leavesFrom: "browser" })),
    observations: [passed, passed],
  }),
  "every phase": reportOf({
    checks: [
      check("a", { route: { ...proxyRoute, proxy: "https://proxy.corp.example:3129" } }),
      check("redis@cache", {
        protocol: "redis",
        port: 6379,
        route: { kind: "direct", reason: "no_proxy", entry: ".example.test" },
      }),
      check("ipv6", { host: "2001:db8::1", protocol: "tcp", route: directRoute }),
    ],
    observations: [passed, refused, passed],
    findings: [
      finding({ code: "direct-refused", affects: ["redis@cache"], cause: "proxy-not-configured" }),
      finding({ code: "origin-error", severity: "warning", affects: ["a"] }),
    ],
    settings: {
      ...settings,
      httpProxy: {
        ...proxySummary,
        url: "socks5://proxy",
        credentials: true,
        problem: { kind: "unknown-scheme", text: "socks5 is no HTTP proxy", fix: null },
      },
      extraCa: { file: "/etc/ca.pem", certificates: 0, problem: "no such file" },
      tlsVerification: false,
      tlsVerificationFrom: "NODE_TLS_REJECT_UNAUTHORIZED (environment)",
    },
  }),
};
