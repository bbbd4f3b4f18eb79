import { describe, expect, test } from "vitest";
import { diagnose } from "../../src/diagnose/diagnose.ts";
import type { ObservedCheck } from "../../src/diagnose/evidence.ts";
import {
  badCertificate,
  database,
  direct,
  dns,
  evidence,
  failed,
  findings,
  http,
  one,
  open,
  PROXY,
  refused,
  row,
  seen,
  summary,
  tcp,
  tls,
  unanswered,
  viaTlsProxy,
  works,
} from "./observations.ts";

const down = (id: string) =>
  seen(row(id), dns("proxy.corp.test"), failed(tcp(), "refused", "connect ECONNREFUSED 192.0.2.1:3128"));

describe("one cause is one finding", () => {
  test("a proxy that is down, with 34 rows", () => {
    const result = findings(Array.from({ length: 34 }, (_, at) => down(`row-${at}`)));
    expect(result.map(({ code }) => code)).toEqual(["proxy-refused"]);
    expect(result[0]!.affects).toHaveLength(34);
    expect(result[0]!.evidence[0]).toContain("34 checks: tcp refused");
  });

  test("two independent faults are two", () => {
    const denied = seen(row("maps"), tcp(), refused("denied"));
    const blocked = seen(database(), failed(tcp("db.example.test", 5432), "timed-out"));
    expect(summary(findings([works("auth"), denied, blocked]))).toEqual([
      "proxy-denied error: maps",
      "direct-blocked error: postgres@db.example.test",
    ]);
  });

  test("two proxies that are down are two", () => {
    const other = seen(row("api", viaTlsProxy), failed(tcp("proxy.corp.test", 3129), "refused"));
    expect(findings([down("auth"), other]).map(({ code }) => code)).toEqual(["proxy-refused", "proxy-refused"]);
  });

  test("a check that went through and one that was left out are claimed by nobody", () => {
    const skipped: ObservedCheck = {
      check: row("left"),
      observation: { outcome: "skipped", reason: "--skip", phases: [], durationMs: 0 },
    };
    const cut: ObservedCheck = {
      check: row("cut"),
      observation: { outcome: "unknown", reason: "deadline", phases: [failed(tcp(), "timed-out")], durationMs: 1 },
    };
    expect(findings([works("auth"), skipped, cut])).toEqual([]);
  });
});

describe("a client library's check", () => {
  const db = database();
  const client = { ...db, id: "client:postgres@db.example.test", kind: "client" as const, client: "postgres" as const };
  const login = (code: Parameters<typeof failed>[1]) =>
    seen(
      client,
      failed({ phase: "login", ms: 9, ok: true, facts: { by: "pg 8", errorCode: null, message: null } }, code),
    );

  test.each([
    ["timed-out", "timed-out", "direct-blocked"],
    ["refused", "refused", "direct-refused"],
    ["unreachable", "timed-out", "direct-blocked"],
  ] as const)("joins the finding of its path check: tcp %s, client %s", (path, code, expected) => {
    const result = findings([seen(db, failed(tcp("db.example.test", 5432), path)), login(code)]);
    expect(summary(result)).toEqual([`${expected} error: postgres@db.example.test client:postgres@db.example.test`]);
  });

  test("joins whatever its path check found, where it says no more than that it failed", () => {
    const path = seen(db, tcp(), failed(tls({ sslReply: "N" }), "tls-refused"));
    expect(one(findings([path, login("client-failed")]), "postgres-tls-refused").affects).toHaveLength(2);
  });

  test("stands by itself where it fails for a reason of its own", () => {
    const path = seen(db, tcp(), tls({ sslReply: "S" }), {
      phase: "exchange",
      ms: 1,
      ok: true,
      facts: {
        protocol: "postgres",
        answer: "asks-for-login",
        authMethod: "scram-sha-256",
        sqlState: null,
        message: null,
        speaks: null,
      },
    });
    expect(summary(findings([path, login("login-failed")]))).toEqual([
      "postgres-login-failed error: client:postgres@db.example.test",
    ]);
    expect(summary(findings([path, login("client-failed")]))).toEqual([
      "client-disagrees error: client:postgres@db.example.test",
    ]);
    expect(summary(findings([path, login("timed-out")]))).toEqual([
      "origin-no-answer error: client:postgres@db.example.test",
    ]);
    expect(summary(findings([path, login("certificate-untrusted")]))).toEqual([
      "tls-untrusted error: client:postgres@db.example.test",
    ]);
  });

  test("is not judged by a phase that it does not tell, where no path check ran", () => {
    expect(summary(findings([login("timed-out")]))).toEqual(["unclassified error: client:postgres@db.example.test"]);
  });
});

describe("order", () => {
  test("by severity, then required rows, then rows, then precedence", () => {
    const optional = (id: string) => row(id, { need: "optional" });
    const result = findings(
      [
        seen(row("slow"), tcp(), open(), tls(), failed(unanswered(), "timed-out")),
        seen(optional("a"), tcp(), refused("denied")),
        seen(optional("b"), tcp(), refused("denied")),
        seen(row("c"), tcp(), refused("dns-failure", 503)),
        seen(row("warned"), tcp(), open(), tls(), http(503)),
      ],
      { tlsVerification: false },
    );
    expect(result.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      "error proxy-dns-failure",
      "error origin-no-answer",
      "error proxy-denied",
      "warning origin-error",
      "warning tls-verification-off",
    ]);
  });

  test("more rows come before an earlier hop", () => {
    const denied = (id: string) => seen(row(id, { need: "optional" }), tcp(), refused("denied"));
    const hungUp = seen(row("x", { need: "optional" }), tcp(), refused("auth-required", 407));
    expect(findings([hungUp, denied("a"), denied("b")]).map(({ code }) => code)).toEqual([
      "proxy-denied",
      "proxy-auth-required",
    ]);
  });

  test("affects are in plan order", () => {
    expect(findings([down("z"), works("m"), down("a")])[0]!.affects).toEqual(["z", "a"]);
  });
});

describe("what the configuration explains", () => {
  const closed = (id: string) =>
    seen(row(id, direct), dns(`${id}.example.test`), failed(tcp(`${id}.example.test`, 443), "timed-out"));
  const none = { httpProxy: null, httpsProxy: null, grpcProxy: null };

  test("no proxy is configured and nothing is reached: one finding, with its cause", () => {
    const blocked = seen(database(), failed(tcp("db.example.test", 5432), "unreachable"));
    const result = findings([closed("auth"), closed("maps"), blocked], none);
    expect(summary(result).slice(0, 1)).toEqual(["direct-blocked error: auth maps postgres@db.example.test"]);
    expect(result[0]!.cause).toBe("proxy-not-configured");
    expect(result[0]!.why).toContain("No proxy is configured");
    expect(result.map(({ code }) => code)).toEqual(["direct-blocked", "proxy-not-configured"]);
  });

  test("one row blocked among rows that go through is not for want of a proxy", () => {
    const through = seen(row("ok", direct), dns("ok"), tcp("ok.example.test", 443), tls(), http());
    expect(findings([closed("auth"), through], none)[0]!.cause).toBeUndefined();
  });

  test("a missing HTTP_PROXY explains the plain row that is blocked, and not the database", () => {
    const ocsp = seen(
      row("plain", { ...direct, protocol: "http", port: 80 }),
      failed(tcp("plain.example.test", 80), "timed-out"),
    );
    const blocked = seen(database(), failed(tcp("db.example.test", 5432), "timed-out"));
    const result = findings([works("auth"), ocsp, blocked], { httpProxy: null }).filter(
      ({ code }) => code === "direct-blocked",
    );
    expect(result.map(({ cause, affects }) => [cause, affects])).toEqual([
      ["proxy-variable-missing", ["plain"]],
      [undefined, ["postgres@db.example.test"]],
    ]);
  });

  test("a named cause is always among the findings", () => {
    for (const more of [none, { httpProxy: null }, { httpsProxy: null }]) {
      const result = findings([closed("auth")], more);
      const codes = result.map(({ code }) => code);
      for (const { cause } of result) if (cause) expect(codes).toContain(cause);
      expect(result.some(({ cause }) => cause)).toBe(true);
    }
  });
});

test("with verification off a bad certificate warns, and an error elsewhere takes the whole check", () => {
  const unverified = tls(badCertificate("certificate-untrusted"));
  const passed = seen(row("a"), tcp(), open(), unverified, http());
  const died = seen(row("b"), tcp(), open(), unverified, failed(unanswered(), "closed"));
  expect(summary(findings([passed, died], { tlsVerification: false }))).toEqual([
    "origin-no-answer error: b",
    "tls-verification-off warning: a",
    "tls-untrusted warning: a",
  ]);
});

test("diagnosing twice gives the same", () => {
  const seenOnce = evidence([down("a"), works("b")]);
  expect(diagnose(seenOnce)).toEqual(diagnose(seenOnce));
  expect(diagnose(seenOnce)[0]!.title).toContain(PROXY.slice(7));
});
