// A clock that is wrong. The clock of this machine cannot be set here: the servers' is, and their certificates are valid by it.

import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Identity } from "../support/certificates.ts";
import { byProxy, check, DIRECT, DIRECT_HOST } from "../support/checks.ts";
import { originThat } from "../support/origin-that.ts";
import { HOST, trusting } from "../support/pki.ts";
import { proxyThat } from "../support/proxy-that.ts";
import { findingsOf, told } from "./run.ts";
import { Stage } from "./stage.ts";

const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toUTCString();
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toUTCString();
const dated = (date: string, more = "") => `HTTP/1.1 200 Connection established\r\nDate: ${date}\r\n${more}\r\n`;

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

/** By a proxy whose answer to CONNECT is `greeting`; plain requests go to an origin that says it is `plainDate`. */
async function through(greeting: string, identity: Identity, plainDate = new Date().toUTCString()) {
  const origin = await stage.port(originThat.works(identity));
  const plain = await stage.port(originThat.worksPlain((response) => answerDated(response, plainDate)));
  const proxy = await stage.servers.up(
    proxyThat.works((target) => (target.endsWith(":443") ? origin : plain), undefined, greeting),
  );
  const findings = await findingsOf([check("https", HOST, 443, byProxy(proxy.port), { id: "a" })], trusting(stage.pki));
  return { findings, requests: proxy.requests };
}

function answerDated(response: ServerResponse, date: string): void {
  response.setHeader("Date", date);
  response.end("ok");
}

test("the proxy's own Date says that the certificate is valid", async () => {
  const { findings, requests } = await through(dated(daysAgo(10)), stage.pki.expired);
  expect(told(findings)).toEqual(["error clock-skew: a"]);
  expect(findings[0]!.title).toContain("10 days ahead");
  expect(requests.length).toBe(1);
});

test("a clock that is behind", async () => {
  const { findings } = await through(dated(daysAgo(-10)), stage.pki.notYetValid);
  expect(told(findings)).toEqual(["error clock-skew: a"]);
  expect(findings[0]!.title).toContain("10 days behind");
});

test("where no answer has a Date, one plain HEAD by the same route is asked for it", async () => {
  const bare = "HTTP/1.1 200 Connection established\r\n\r\n";
  const { findings, requests } = await through(bare, stage.pki.expired, daysAgo(10));
  expect(told(findings)).toEqual(["error clock-skew: a"]);
  expect(requests).toEqual([`CONNECT ${HOST}:443 HTTP/1.1`, `HEAD http://${HOST}/ HTTP/1.1`]);
  const right = await through(bare, stage.pki.expired);
  expect(told(right.findings)).toEqual(["error tls-expired: a"]);
});

test("a clock that is right, or wrong by too little, leaves the certificate at fault", async () => {
  expect(told((await through(dated(daysAgo(0)), stage.pki.expired)).findings)).toEqual(["error tls-expired: a"]);
  expect(told((await through(dated(daysAgo(1)), stage.pki.expired)).findings)).toEqual(["error tls-expired: a"]);
});

test("an answer from a cache tells no time", async () => {
  const { findings } = await through(dated(daysAgo(10), "Age: 864000\r\n"), stage.pki.expired);
  expect(told(findings)).toEqual(["error tls-expired: a"]);
});

test("an answer behind a certificate that was not verified tells no time", async () => {
  const origin = await stage.port(
    originThat.works(stage.pki.expired, (response) => answerDated(response, daysAgo(10))),
  );
  const checks = [check("https", DIRECT_HOST, origin, DIRECT, { id: "a" })];
  const findings = await findingsOf(checks, { ...trusting(stage.pki), verify: false });
  expect(told(findings)).toContain("warning tls-expired: a");
  expect(told(findings).join()).not.toContain("clock-skew");
});

test("minutes wrong and nothing failed: a warning, where two servers agree", async () => {
  const late = () => originThat.works(stage.pki.good, (response) => answerDated(response, minutesAgo(20)));
  const [one, other] = [await stage.port(late()), await stage.port(late())];
  const checks = [
    check("https", DIRECT_HOST, one, DIRECT, { id: "a" }),
    check("https", DIRECT_HOST, other, DIRECT, { id: "b" }),
  ];
  const findings = await findingsOf(checks, trusting(stage.pki));
  expect(told(findings)).toEqual(["warning clock-skew: a, b"]);
  expect(findings[0]!.title).toContain("20 minutes ahead");
  expect(told(await findingsOf(checks.slice(0, 1), trusting(stage.pki)))).toEqual([]);
});
