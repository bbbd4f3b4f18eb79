// A filter's own page in the target's place: plain, and inside an intercepted connection; and pages that are the origin's own.

import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixturesIn } from "../diagnose/fingerprints/fixture.ts";
import { byProxy, check, DIRECT } from "../support/checks.ts";
import { HOSTS, inspects } from "../support/inspection.ts";
import { originThat } from "../support/origin-that.ts";
import { HOST, trusting } from "../support/pki.ts";
import { proxyThat } from "../support/proxy-that.ts";
import { findingsOf, told } from "./run.ts";
import { behind, play } from "./scene.ts";
import { Stage } from "./stage.ts";

const filler = `<style>${".x{color:red}".repeat(400)}</style>`;
const PAGE = `<!doctype html><html><head>${filler}</head><body><h1>Stop</h1>Internet <b>Security</b> by Zscaler</body></html>`;

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

test("inside an intercepted connection the check fails in its exchange, and nothing else is said of it", async () => {
  const { port, ca } = await inspects(HOSTS, stage.servers, stage.pki, {
    answer: (response) => response.writeHead(403).end(PAGE),
  });
  const env = { ...behind(`http://127.0.0.1:${port}`), NODE_EXTRA_CA_CERTS: stage.file("extra-ca.crt", ca.pem) };
  const report = await play({ env, targets: HOSTS.map((host) => ({ host })) }, stage);
  expect(report.findings.map(({ code, affects }) => `${code} ${affects.length}`)).toEqual(["block-page 2"]);
  for (const one of report.checks) {
    expect(one).toMatchObject({ verdict: "fail", failedPhase: "exchange", findings: ["block-page"] });
  }
  expect(report.summary.exitCode).toBe(1);
  expect(report.findings[0]?.title).toContain("Zscaler");
});

test("what the origin says inside its own TLS connection is its own, whatever it reads like", async () => {
  const origin = await stage.port(originThat.works(stage.pki.good, (response) => response.writeHead(403).end(PAGE)));
  const proxy = await stage.port(proxyThat.works(origin));
  const checks = [check("https", HOST, 443, byProxy(proxy)), check("https", "127.0.0.1", origin, DIRECT)];
  expect(told(await findingsOf(checks, trusting(stage.pki)))).toEqual([]);
});

test("an answer that a filter merely passed on is the origin's", async () => {
  const via = { via: "1.1 gate.example:80 (Cisco-WSA/9.1.2-010)" };
  const origin = await stage.port(originThat.worksPlain((response) => response.writeHead(403, via).end("no key")));
  const proxy = await stage.port(proxyThat.works(origin));
  expect(told(await findingsOf([check("http", HOST, 80, byProxy(proxy))]))).toEqual([]);
});

test("an answer with the proof that the entry asks for is the origin's", async () => {
  const origin = await stage.port(originThat.worksPlain((response) => response.writeHead(200).end(PAGE)));
  const proxy = await stage.port(proxyThat.works(origin));
  const expectation = { status: [200], header: {}, body: "Stop" };
  expect(told(await findingsOf([check("http", HOST, 80, byProxy(proxy), { expect: expectation })]))).toEqual([]);
});

test.each(["iso-8859-1", "utf-16le", "nonsense"])("the page is read in its charset: %s", async (charset) => {
  const encoding = charset === "utf-16le" ? "utf16le" : charset === "iso-8859-1" ? "latin1" : "utf8";
  const body = Buffer.from(`<html><body>Sécurité: blocked by the Barracuda Web Filter</body></html>`, encoding);
  const headers = { "content-type": `text/html; charset=${charset}` };
  const origin = await stage.port(originThat.worksPlain((response) => response.writeHead(200, headers).end(body)));
  const proxy = await stage.port(proxyThat.works(origin));
  const findings = await findingsOf([check("http", HOST, 80, byProxy(proxy))]);
  expect(told(findings)).toEqual([`error block-page: http-${HOST}`]);
  expect(findings[0]?.title).toContain("Barracuda");
});

test("a redirect from a public name into a private network that speaks of blocking", async () => {
  const to = { location: "http://10.1.2.3/blocked.html?url=x" };
  const origin = await stage.port(originThat.worksPlain((response) => response.writeHead(302, to).end()));
  const proxy = await stage.port(proxyThat.works(origin));
  expect(told(await findingsOf([check("http", HOST, 80, byProxy(proxy))]))).toEqual([`error block-page: http-${HOST}`]);
});

const innocent = fixturesIn("innocent").flatMap(({ file, reply }) =>
  // A redirect of everybody to one login is a portal's: see captive-portal.test.ts.
  reply && reply.status !== 302 ? [[file, reply] as const] : [],
);

test.each(innocent)("an origin's own answer is no fault of the way: %s", async (_, { status, headers, body }) => {
  const answer = (response: ServerResponse) => response.writeHead(status, headers.flat()).end(body ?? "");
  const proxy = await stage.port(proxyThat.works(await stage.port(originThat.worksPlain(answer))));
  const inside = await stage.port(proxyThat.works(await stage.port(originThat.works(stage.pki.good, answer))));
  const inspected = await inspects(HOSTS, stage.servers, stage.pki, { answer });
  const absolute = { ...byProxy(proxy), form: "absolute" as const };
  const findings = await findingsOf(
    [
      check("http", HOST, 80, absolute),
      check("https", HOST, 443, byProxy(inside)),
      ...HOSTS.map((host) => check("https", host, 443, byProxy(inspected.port))),
    ],
    trusting(stage.pki, inspected.ca),
  );
  expect(findings.map(({ code }) => code).filter((code) => code !== "origin-error")).toEqual([
    "tls-intercepted-trusted",
  ]);
});
