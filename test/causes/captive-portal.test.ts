// A network that wants a login first, told from origins that have their login elsewhere and from filters that say no.

import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { byProxy, check, DIRECT } from "../support/checks.ts";
import { HOSTS, SISTER } from "../support/inspection.ts";
import { originThat } from "../support/origin-that.ts";
import { HOST, trusting } from "../support/pki.ts";
import { proxyThat } from "../support/proxy-that.ts";
import { findingsOf, told } from "./run.ts";
import { Stage } from "./stage.ts";

const LOGIN = "https://login.portal.example.org/guest?to=x";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

/** Plain requests to these hosts, all answered by this. */
async function asked(hosts: readonly string[], status: number, headers: Record<string, string>, body = "") {
  const origin = await stage.port(originThat.worksPlain((response) => response.writeHead(status, headers).end(body)));
  const proxy = await stage.port(proxyThat.works(origin));
  const absolute = { ...byProxy(proxy), form: "absolute" as const };
  return told(await findingsOf(hosts.map((host) => check("http", host, 80, absolute))));
}

const ALL = HOSTS.map((host) => `http-${host}`).join(", ");

test("one login page for plain targets of two owners", async () => {
  expect(await asked(HOSTS, 302, { location: LOGIN })).toEqual([`error captive-portal: ${ALL}`]);
});

test("one owner may have its login elsewhere", async () => {
  expect(await asked([HOSTS[0], SISTER], 302, { location: LOGIN })).toEqual([]);
});

test("several names of one owner may have one login, while the others answer", async () => {
  const others = ["a.example.org", "b.example.edu"];
  const answer = (response: ServerResponse, path: string) =>
    path === "/login" ? response.writeHead(302, { location: LOGIN }).end() : response.end("hello");
  const proxy = await stage.port(proxyThat.works(await stage.port(originThat.worksPlain(answer))));
  const absolute = { ...byProxy(proxy), form: "absolute" as const };
  const checks = [...HOSTS, ...others].map((host) =>
    check("http", host, 80, absolute, { path: others.includes(host) ? "/" : "/login" }),
  );
  expect(told(await findingsOf(checks))).toEqual([]);
});

test("from a public name into a private network, by status or by a meta element", async () => {
  const one = [`error captive-portal: http-${HOST}`];
  expect(await asked([HOST], 302, { location: "http://192.168.7.1:8002/index.php?zone=x" })).toEqual(one);
  expect(await asked([HOST], 307, { location: "http://gateway/?x" })).toEqual(one);
  const meta = '<html><head><meta http-equiv="refresh" content="0; url=http://172.16.0.1/login"></head></html>';
  expect(await asked([HOST], 200, { "content-type": "text/html" }, meta)).toEqual(one);
  expect(await asked([HOST], 511, {})).toEqual(one);
});

test.each(["https://origin.example.com/login", "/login", "https://www.example.com/sso", "https://www.example.org/"])(
  "an origin's own redirect: %s",
  async (location) => expect(await asked([HOST], 302, { location })).toEqual([]),
);

test("inside the origin's own TLS connection every redirect is its own", async () => {
  const to = { location: "http://192.168.7.1/login" };
  const origin = await stage.port(originThat.works(stage.pki.good, (response) => response.writeHead(302, to).end()));
  expect(told(await findingsOf([check("https", "127.0.0.1", origin, DIRECT)], trusting(stage.pki)))).toEqual([]);
});

test.each(["https://gateway.zscaler.net:443/cav", "http://proxy.corp/blocked.html?url=login"])(
  "a redirect to a page that says no is a denial: %s",
  async (Location) => {
    const port = await stage.port(proxyThat.answers("302 Found", { Location }));
    const findings = await findingsOf([check("https", HOST, 443, byProxy(port))], trusting(stage.pki));
    expect(told(findings)).toEqual([`error proxy-denied: https-${HOST}`]);
  },
);

test("the denial speaks the language of the product that denies", async () => {
  const port = await stage.port(proxyThat.answers("403 Forbidden", { Server: "Zscaler/6.2" }));
  const findings = await findingsOf([check("https", HOST, 443, byProxy(port))], trusting(stage.pki));
  expect(told(findings)).toEqual([`error proxy-denied: https-${HOST}`]);
  expect(findings[0]?.why).toContain("Server: Zscaler/6.2");
  expect(findings[0]?.remedies[0]?.do).toContain("In Zscaler:");
  expect(findings[0]?.remedies[0]?.snippet).toEqual({ language: "text", text: HOST });
});
