import { expect, test } from "vitest";
import type { ObservedCheck } from "../../../src/diagnose/evidence.ts";
import {
  badCertificate,
  certificate,
  direct,
  failed,
  findings,
  http,
  one,
  proxyTls,
  row,
  seen,
  summary,
  tcp,
  tls,
  viaTlsProxy,
} from "../observations.ts";

const NOON = Date.parse("2026-11-23T12:00:00.000Z");
const iso = (minutes: number) => new Date(NOON + minutes * 60_000).toISOString();

/** Got through, with an answer that this clock is so many minutes ahead of. */
function answering(id: string, minutesAhead: number): ObservedCheck {
  const date = new Date(NOON - minutesAhead * 60_000).toUTCString();
  const reply = {
    status: 200,
    statusText: "",
    headers: [["date", date] as [string, string]],
    body: null,
    bodyBytes: 0,
  };
  const facts = { protocol: "http" as const, request: "GET /", refusal: null, recognised: null };
  return seen(row(id, direct), tcp(), tls(), {
    ...http(),
    facts: { ...facts, reply: { ...reply, receivedAt: iso(0) } },
  });
}

const outdated = tls(badCertificate("certificate-expired", certificate({ validFrom: iso(-1000), validTo: iso(-5) })));
const expired = (id: string) => seen(row(id), tcp(), failed(outdated, "certificate-expired"));

test("certificates that are valid by the answers: the clock is one fault, whichever they are", () => {
  const result = findings([expired("a"), expired("b"), answering("c", 10)]);
  expect(summary(result)).toEqual(["clock-skew error: a b"]);
  expect(result[0]!.title).toContain("10 minutes ahead");
  expect(result[0]!.evidence[0]).toContain("c.example.test:443");
});

test("the proxy's own certificate is judged by the same clock", () => {
  const facts = badCertificate("certificate-expired", certificate({ validFrom: iso(-1000), validTo: iso(-5) }));
  const behind = seen(row("a", viaTlsProxy), tcp(), failed(proxyTls(facts), "certificate-expired"));
  expect(summary(findings([behind, answering("b", 10)]))).toEqual(["clock-skew error: a"]);
  expect(summary(findings([behind, answering("b", 0)]))).toEqual(["proxy-tls-expired error: a"]);
});

test("answers that agree with this clock, or none: the certificate is at fault", () => {
  expect(summary(findings([expired("a"), answering("b", 0)]))).toEqual(["tls-expired error: a"]);
  expect(summary(findings([expired("a")]))).toEqual(["tls-expired error: a"]);
});

test("with verification off it is a warning, and no tls-expired stands beside it", () => {
  const went = seen(row("a"), tcp(), outdated, http());
  const result = findings([went, answering("b", 10)], { tlsVerification: false });
  expect(summary(result)).toContain("clock-skew warning: a");
  expect(summary(result).join()).not.toContain("tls-expired");
});

test("nothing failed: a warning over five minutes, where two sources say so", () => {
  expect(summary(findings([answering("a", 7), answering("b", 8)]))).toEqual(["clock-skew warning: a b"]);
  expect(one(findings([answering("a", -7), answering("b", -8)]), "clock-skew").title).toMatch(
    /8 minutes behind|7 minutes behind/,
  );
  expect(summary(findings([answering("a", 4), answering("b", 4)]))).toEqual([]);
  expect(summary(findings([answering("a", 60)]))).toEqual([]);
});

test("one server whose own clock is wrong says nothing", () => {
  expect(summary(findings([answering("a", 60), answering("b", 0), answering("c", 0)]))).toEqual([]);
});
