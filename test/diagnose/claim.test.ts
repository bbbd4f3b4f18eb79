// The two invariants, over everything that can be observed: phases x failure codes x routes x protocols x what a proxy says.

import { describe, expect, test } from "vitest";
import { claims } from "../../src/diagnose/claim.ts";
import { diagnose } from "../../src/diagnose/diagnose.ts";
import type { ObservedCheck } from "../../src/diagnose/evidence.ts";
import { failedStep } from "../../src/diagnose/failed-step.ts";
import { networkRules } from "../../src/diagnose/rules/index.ts";
import type { Check, Protocol } from "../../src/plan/check.ts";
import type { FailureCode, PhaseRecord, ProxyRefusal, Speech } from "../../src/probe/observation.ts";
import {
  badCertificate,
  certificate,
  clientOf,
  database,
  direct,
  dns,
  evidence,
  failed,
  http,
  login,
  noProxies,
  open,
  plain,
  postgres,
  proxyTls,
  redis,
  refusal,
  reply,
  row,
  seen,
  speaks,
  tcp,
  tls,
  tunnel,
  unanswered,
  viaTlsProxy,
  wellTold,
  works,
} from "./observations.ts";

const CODES = Object.keys({
  "timed-out": 0,
  reset: 0,
  closed: 0,
  unclassified: 0,
  "name-not-found": 0,
  "resolver-failed": 0,
  refused: 0,
  unreachable: 0,
  "not-permitted": 0,
  "not-tls": 0,
  "tls-version": 0,
  "tls-error": 0,
  "certificate-untrusted": 0,
  "certificate-incomplete-chain": 0,
  "certificate-name-mismatch": 0,
  "certificate-expired": 0,
  "certificate-not-yet-valid": 0,
  "http2-not-offered": 0,
  "refused-by-proxy": 0,
  "not-http": 0,
  "head-too-large": 0,
  reached: 0,
  "odd-success": 0,
  "not-postgres": 0,
  "tls-refused": 0,
  rejected: 0,
  "login-failed": 0,
  "not-redis": 0,
  "client-failed": 0,
} satisfies Record<FailureCode, 0>) as FailureCode[];

const SPEECHES: (Speech | null)[] = [
  null,
  speaks("http", "HTTP/1.1 400"),
  speaks("tls"),
  speaks("ssh", "SSH-2.0-x"),
  speaks("nothing"),
  speaks("other", "\\x00"),
];
const REFUSALS: ProxyRefusal["kind"][] = [
  "denied",
  "auth-required",
  "dns-failure",
  "upstream-unreachable",
  "rate-limited",
  "not-a-proxy",
  "other",
];
const ROUTES: Partial<Check>[] = [
  {},
  viaTlsProxy,
  direct,
  { route: { kind: "direct", reason: "no_proxy", entry: ".example.test" } },
  { route: { kind: "direct", reason: "warehouse-bypass", entry: null } },
];
const PROTOCOLS: Protocol[] = ["https", "http", "grpc", "tcp", "tls", "postgres", "redshift", "redis"];

/** Every shape of a failing step, with and without the facts that usually come with it. */
function shapes(): PhaseRecord[] {
  const tlsShapes = [
    tls(),
    tls({ chain: [certificate()], sslReply: "S" }),
    tls({ verified: null, version: null, sslReply: "N" }),
    ...SPEECHES.map((speech) => tls({ speaks: speech, verified: null })),
  ];
  const tunnelShapes = [
    ...SPEECHES.map((speech) => tunnel({ speaks: speech })),
    ...REFUSALS.map((kind) => tunnel({ reply: reply(500), refusal: refusal(kind, "sign", ["Basic"]) })),
  ];
  const exchanges = [
    unanswered(),
    ...REFUSALS.map((kind) => http(503, { refusal: refusal(kind) })),
    postgres(),
    postgres("28000"),
    postgres("53300", speaks("ssh", "SSH")),
    redis(),
    redis("-ERR"),
    {
      phase: "exchange",
      ms: 1,
      ok: true,
      facts: { protocol: "grpc", status: null, contentType: null, grpcStatus: null },
    } as const,
  ];
  const proxyShapes = SPEECHES.map((speech) => proxyTls({ speaks: speech, verified: null }));
  return [
    dns("x.example.test", []),
    tcp(),
    ...proxyShapes,
    ...tunnelShapes,
    ...tlsShapes,
    ...exchanges,
    login(),
    login("28P01"),
  ];
}

function* everything(): Generator<ObservedCheck> {
  let number = 0;
  for (const shape of shapes()) {
    for (const route of ROUTES) {
      for (const protocol of PROTOCOLS) {
        for (const code of CODES) {
          const id = `check-${number++}`;
          const base = number % 3 ? row(id, { protocol, ...route }) : database(protocol, { id, ...route });
          const check = number % 7 ? base : number % 14 ? { ...base, ...plain, id } : clientOf({ ...base, id });
          yield seen(check, dns("proxy.corp.test"), failed(shape, code));
        }
      }
    }
  }
}

const chunks = (): ObservedCheck[][] => {
  const all = [...everything()];
  const mixed = all.map((_, at) => all[(at * 7919) % all.length]!);
  return Array.from({ length: Math.ceil(mixed.length / 40) }, (_, at) => [
    ...mixed.slice(at * 40, at * 40 + 40),
    ...(at % 2 ? [works(`works-${at}`), works(`secure-${at}`, viaTlsProxy)] : []),
  ]);
};

describe("over the whole product of what can fail", { timeout: 600_000 }, () => {
  test("every failed check is claimed by exactly one error finding, and the others by none", () => {
    let failures = 0;
    for (const checks of chunks()) {
      const all = evidence(checks);
      const errors = claims(all).filter(({ match }) => match.severity === "error");
      expect(errors.map(({ observed }) => observed.check.id)).toEqual(
        checks.filter((each) => failedStep(each)).map(({ check }) => check.id),
      );
      const findings = diagnose(all);
      const claimed = findings.filter(({ severity }) => severity === "error").flatMap(({ affects }) => affects);
      expect(claimed.toSorted()).toEqual(errors.map(({ observed }) => observed.check.id).toSorted());
      for (const finding of findings) wellTold(finding);
      failures += errors.length;
    }
    expect(failures).toBeGreaterThan(30_000);
  });

  test("diagnosis of evidence read back from JSON is identical, whatever the settings", () => {
    const variants = [{}, noProxies, { tlsVerification: false }, { deployment: "helm" as const, httpProxy: null }];
    for (const [at, checks] of chunks().entries()) {
      const before = evidence(checks, variants[at % variants.length]);
      const after: typeof before = JSON.parse(JSON.stringify(before));
      const [one, other] = [diagnose(before), diagnose(after)];
      expect(JSON.stringify(other)).toBe(JSON.stringify(one));
      expect(JSON.parse(JSON.stringify(one))).toStrictEqual(one);
    }
  });

  test("each one alone is claimed once too, and told well", () => {
    let at = 0;
    for (const observed of everything()) {
      if (at++ % 5) continue;
      const errors = diagnose(evidence([observed])).filter(({ severity }) => severity === "error");
      expect(errors.map(({ affects }) => affects)).toEqual([[observed.check.id]]);
      for (const finding of errors) wellTold(finding);
    }
  });
});

test("a step that failed without a recorded failure is claimed as well", () => {
  const broken: ObservedCheck = seen(row("odd"), { ...tcp(), ok: false });
  expect(diagnose(evidence([broken])).map(({ code }) => code)).toEqual(["unclassified"]);
});

test("a check that got through collects every warning", () => {
  const bad = badCertificate("certificate-expired");
  const observed = seen(
    row("a", viaTlsProxy),
    tcp(),
    proxyTls(bad),
    open(),
    tls(badCertificate("certificate-untrusted")),
    http(502),
  );
  const warnings = claims(evidence([observed], { tlsVerification: false }));
  expect(warnings.map(({ rule, match }) => `${match.severity} ${rule.code}`)).toEqual([
    "warning proxy-tls-expired",
    "warning tls-untrusted",
    "warning origin-error",
  ]);
});

test("an answer that is not the origin's is claimed by one error and by no warning", () => {
  const location: [string, string][] = [["location", "https://block.opendns.com/"]];
  const exchange = http(302);
  if (exchange.facts.protocol === "http") exchange.facts.reply = reply(302, "Found", location);
  const observed = seen(row("a", plain), tcp(), exchange);
  const made = claims(evidence([observed, works("b")]));
  expect(made.map(({ rule, match }) => `${match.severity} ${rule.code}`)).toEqual(["error block-page"]);
});

test("no rule that did not ask for it calls an error what got through", () => {
  for (const rule of networkRules.filter(({ claimsAnswers }) => claimsAnswers !== true)) {
    const made = claims(evidence([works("a"), works("b", viaTlsProxy)]));
    expect(made.filter((claim) => claim.rule === rule && claim.match.severity === "error")).toEqual([]);
  }
});
