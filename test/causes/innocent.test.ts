// What works is told so: answers of the origin's own, whatever they look like, and nothing is found.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { originThat } from "../support/origin-that.ts";
import { proxyThat } from "../support/proxy-that.ts";
import { behind, play } from "./scene.ts";
import { Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

type Answer = [name: string, status: number, headers: Record<string, string>, body: string];

const ANSWERS: Answer[] = [
  ["a login that is missing", 401, { "www-authenticate": 'Bearer realm="registry"' }, '{"errors":[]}'],
  ["S3's refusal", 403, { server: "AmazonS3" }, "<Error><Code>AccessDenied</Code></Error>"],
  ["Google's refusal", 403, {}, '{"error":{"code":403,"status":"PERMISSION_DENIED"}}'],
  ["nothing at this path", 404, {}, "not found"],
  ["a redirect to a login of the service's own", 302, { location: "https://login.example.org/authorize" }, ""],
  ["too many requests, by the service", 429, { "retry-after": "1" }, ""],
  ["a status that belongs to proxies", 407, {}, ""],
  ["an empty answer", 204, {}, ""],
];

describe("inside a clean tunnel every answer is the origin's", () => {
  const more: Answer[] = [
    ["headers of a proxy", 403, { server: "squid/5.7", "x-squid-error": "ERR_ACCESS_DENIED 0", via: "1.1 gate" }, "no"],
    ["a page that speaks of blocking", 403, {}, "<title>Access Denied</title><h1>This page was blocked</h1>"],
  ];
  test.each([...ANSWERS, ...more])("%s", async (_, status, headers, body) => {
    const origin = await stage.port(
      originThat.works(stage.pki.good, (response) => response.writeHead(status, headers).end(body)),
    );
    const proxy = await stage.port(proxyThat.works(origin));
    const report = await play({ env: behind(`http://127.0.0.1:${proxy}`), targets: [{}] }, stage);
    expect(report.findings).toEqual([]);
    expect(report.checks.map(({ verdict }) => verdict)).toEqual(["pass"]);
  });
});

describe("by a plain request only a sign of the proxy's own makes an answer the proxy's", () => {
  const plain = ANSWERS.filter(([, status]) => status !== 407);
  test.each(plain)("%s", async (_, status, headers, body) => {
    const origin = await stage.port(originThat.worksPlain((response) => response.writeHead(status, headers).end(body)));
    const proxy = await stage.port(proxyThat.works(origin));
    const targets = [{ port: 80, protocol: "http" as const }];
    const report = await play({ env: behind(`http://127.0.0.1:${proxy}`), targets }, stage);
    expect(report.findings).toEqual([]);
    expect(report.checks.map(({ verdict }) => verdict)).toEqual(["pass"]);
  });
});

test("an HTTPS proxy, and replies to CONNECT that the clients take", async () => {
  const origin = await stage.port(originThat.works(stage.pki.good));
  const secure = await stage.port(proxyThat.works(origin, stage.pki.proxy));
  const old = await stage.port(proxyThat.works(origin, undefined, "HTTP/1.0 200 OK\r\n\r\n"));
  const wordy = await stage.port(proxyThat.works(origin, undefined, "HTTP/1.1 200 OK\r\nVia: 1.1 gate\r\n\r\n"));
  for (const url of [`https://127.0.0.1:${secure}`, `http://127.0.0.1:${old}`, `http://127.0.0.1:${wordy}`]) {
    const report = await play({ env: behind(url), targets: [{}] }, stage);
    expect(report.findings, url).toEqual([]);
    expect(report.summary).toMatchObject({ verdict: "pass", exitCode: 0 });
  }
});
