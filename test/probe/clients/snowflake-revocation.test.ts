// snowflake-sdk asks whether certificates are revoked: a cache by the proxy, then the certificate's own responder without it. Both stay silent.

import { afterAll, beforeAll, expect, test } from "vitest";
import type { ClientWay } from "../../../src/probe/observation.ts";
import type { Report } from "../../../src/report/report.ts";
import { behind, play } from "../../causes/scene.ts";
import { Stage } from "../../causes/stage.ts";
import { leaf } from "../../support/certificates.ts";
import { originThat } from "../../support/origin-that.ts";
import { proxyThat } from "../../support/proxy-that.ts";

const HOST = "account.snowflakecomputing.com";
const OCSP = "ocsp.snowflakecomputing.com";
const REFUSAL = { data: {}, code: "390100", message: "Incorrect username or password was specified.", success: false };

let stage: Stage;
let responder: string;
let silent: Report;
let denied: Report;

beforeAll(async () => {
  stage = await Stage.open();
  responder = `127.0.0.1:${await stage.port(originThat.isSilent())}`;
  const { intermediate } = stage.pki;
  const identity = await leaf(intermediate, [HOST], {
    intermediates: [intermediate],
    responderUrl: `http://${responder}/ocsp`,
  });
  const origin = await stage.port(originThat.works(identity, (response) => response.end(JSON.stringify(REFUSAL))));
  const cache = await stage.port(originThat.isSilent());
  const isCache = (target: string) => target.startsWith(OCSP);
  silent = await behindProxy(await stage.port(proxyThat.works((target) => (isCache(target) ? cache : origin))));
  denied = await behindProxy(await stage.port(proxyThat.rulesBy((_, target) => (isCache(target) ? NO : null), origin)));
}, 300_000);
afterAll(() => stage.close());

const NO = "HTTP/1.1 403 Forbidden\r\nX-Squid-Error: ERR_ACCESS_DENIED 0\r\nContent-Length: 0\r\n\r\n";

/** The cache is waited for as long as the driver itself is, and longer. */
function behindProxy(port: number): Promise<Report> {
  const scene = { warehouses: ["snowflake://account"], clients: ["snowflake" as const], timeoutMs: 20_000 };
  return play({ env: behind(`http://127.0.0.1:${port}`), ...scene }, stage);
}

function waysOf(report: Report): ClientWay[] {
  const { phases } = report.checks.find(({ id }) => id === `client:snowflake@${HOST}`)!;
  return phases.flatMap((record) => (record.phase === "login" ? (record.facts.ways ?? []) : []));
}

function verdicts({ checks }: Report): Record<string, string> {
  return Object.fromEntries(checks.map(({ id, verdict }) => [id, verdict]));
}

test("the driver asks the cache by the proxy, then the responder without it, from which it is kept; and goes on", () => {
  const ways = waysOf(silent).map(({ kind, asked, to }) => asked ?? `${kind} ${to}`);
  expect(ways).toEqual([`CONNECT ${HOST}:443`, `CONNECT ${OCSP}:80`, `direct ${responder}`]);
  expect(waysOf(silent).at(-1)).toMatchObject({ kept: "not-planned", address: null });
  expect(verdicts(silent)).toMatchObject({ [`client:snowflake@${HOST}`]: "pass", [`snowflake-ocsp@${OCSP}`]: "fail" });
});

test("the driver waits for a silent cache, and takes a refusal for an answer", () => {
  const msOf = ({ checks }: Report) =>
    checks.find(({ client }) => client !== null)!.phases.find(({ phase }) => phase === "login")!.ms;
  expect(msOf(silent)).toBeGreaterThan(4900);
  expect(waysOf(denied).map(({ status }) => status)).toEqual([200, 403, null]);
});

test("the finding says what silence costs, who ends it, and where the driver goes besides", () => {
  const [finding, ...others] = silent.findings;
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ code: "origin-no-answer", affects: [`snowflake-ocsp@${OCSP}`] });
  expect(finding?.why).toContain("logins usually take 5 s longer, and 15 s where");
  const firewall = finding?.remedies.filter(({ who }) => who === "firewall-admin").map((remedy) => remedy.do);
  expect(firewall).toEqual([
    expect.stringContaining(`Let the proxy reach ${OCSP}:80`),
    expect.stringContaining(`in this run ${responder}`),
  ]);
});

test("a refusal is one finding too, with the lines for CONNECT to port 80", () => {
  const [finding, ...others] = denied.findings;
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ code: "proxy-denied", affects: [`snowflake-ocsp@${OCSP}`] });
  expect(finding?.why).toContain("A refusal costs no time by itself");
  const lines = finding?.remedies.find(({ who }) => who === "proxy-admin")?.snippet?.text;
  expect(lines).toContain(`acl carto_connect_80_hosts dstdomain ${OCSP}`);
  expect(lines).toContain("http_access allow carto_connect_80_method carto_connect_80_port carto_connect_80_hosts");
});
