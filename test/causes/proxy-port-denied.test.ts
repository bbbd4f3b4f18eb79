// CONNECT to a port other than 443, as Squid's shipped rules deny it.

import { afterAll, beforeAll, expect, test } from "vitest";
import { byProxy, check } from "../support/checks.ts";
import { originThat } from "../support/origin-that.ts";
import { HOST, trusting } from "../support/pki.ts";
import { proxyThat } from "../support/proxy-that.ts";
import { type SquidRules, squidRuling } from "../support/squid-rules.ts";
import { findingsOf, told } from "./run.ts";
import { Stage } from "./stage.ts";

const DENIED = "HTTP/1.1 403 Forbidden\r\nX-Squid-Error: ERR_ACCESS_DENIED 0\r\nContent-Length: 0\r\n\r\n";
const only443 = () => [
  "acl tunnels method CONNECT",
  "acl usual port 443",
  "http_access allow tunnels usual",
  "http_access deny all",
];

let rules: SquidRules;
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

async function squid(on: Stage, lines = only443()) {
  rules = { lines };
  const origin = await on.port(originThat.works(on.pki.good));
  return on.servers.up(proxyThat.rulesBy(squidRuling(rules, DENIED), origin));
}

test("one more CONNECT for a host, whatever its ports, and none where the plan has it", async () => {
  const asked = await squid(stage);
  const route = byProxy(asked.port);
  const odd = [check("https", HOST, 8443, route, { id: "a" }), check("tcp", HOST, 9443, route, { id: "b" })];
  expect(told(await findingsOf(odd, trusting(stage.pki)))).toEqual(["error proxy-port-denied: a, b"]);
  expect(asked.requests.filter((line) => line.includes(`${HOST}:443 `)).length).toBe(1);

  const planned = await squid(stage);
  const both = [
    check("https", HOST, 8443, byProxy(planned.port), { id: "a" }),
    check("https", HOST, 443, byProxy(planned.port), { id: "b" }),
  ];
  expect(told(await findingsOf(both, trusting(stage.pki)))).toEqual(["error proxy-port-denied: a"]);
  expect(planned.requests.filter((line) => line.includes(`${HOST}:443 `)).length).toBe(1);
});

test("a host that is denied on 443 as well is denied as a host", async () => {
  const { port } = await squid(stage, ["http_access deny all"]);
  const checks = [check("https", HOST, 8443, byProxy(port), { id: "a" })];
  expect(told(await findingsOf(checks, trusting(stage.pki)))).toEqual(["error proxy-denied: a"]);
});

test("a refused plain request asks nothing more, and is denied as a host", async () => {
  const asked = await squid(stage);
  const route = { kind: "proxy", proxy: `http://127.0.0.1:${asked.port}`, reason: "http_proxy", form: "absolute" };
  const checks = [check("http", HOST, 80, route as ReturnType<typeof byProxy>, { id: "a" })];
  expect(told(await findingsOf(checks, trusting(stage.pki)))).toEqual(["error proxy-denied: a"]);
  expect(asked.requests.length).toBe(1);
});
