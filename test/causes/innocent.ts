// What works and must be told so: answers of the origin's own, whatever they look like, and ways that are odd and good.

import type { Authority } from "../support/certificates.ts";
import { HOSTS, inspects, SISTER } from "../support/inspection.ts";
import type { Loopback } from "../support/loopback.ts";
import { originThat } from "../support/origin-that.ts";
import { HOST } from "../support/pki.ts";
import { pool } from "../support/pool.ts";
import { proxyThat } from "../support/proxy-that.ts";
import type { Cause } from "./cause.ts";
import { behind, type Scene } from "./scene.ts";
import type { Stage } from "./stage.ts";

type Answer = [name: string, status: number, headers: Record<string, string>, body: string];

const ANSWERS: Answer[] = [
  ["a login that is missing", 401, { "www-authenticate": 'Bearer realm="registry"' }, '{"errors":[]}'],
  ["S3's refusal", 403, { server: "AmazonS3" }, "<Error><Code>AccessDenied</Code></Error>"],
  ["Google's refusal", 403, {}, '{"error":{"code":403,"status":"PERMISSION_DENIED"}}'],
  ["nothing at this path", 404, {}, "not found"],
  ["a redirect to a login of the service's own", 302, { location: "https://login.example.org/authorize" }, ""],
  ["too many requests, by the service", 429, { "retry-after": "1" }, ""],
  ["an empty answer", 204, {}, ""],
];

const IN_A_TUNNEL: Answer[] = [
  ["a status that belongs to proxies", 407, {}, ""],
  ["headers of a proxy", 403, { server: "squid/5.7", "x-squid-error": "ERR_ACCESS_DENIED 0", via: "1.1 gate" }, "no"],
  ["a page that speaks of blocking", 403, {}, "<title>Access Denied</title><h1>This page was blocked</h1>"],
  ["a redirect into a private network", 302, { location: "http://192.168.7.1/login" }, ""],
];

function nothing(how: string, scene: Cause["scene"]): Cause {
  return { code: "nothing", how, scene };
}

const inTunnel = ([name, status, headers, body]: Answer) =>
  nothing(`inside a clean tunnel: ${name}`, async (stage) => {
    const answer: Parameters<typeof originThat.works>[1] = (response) => response.writeHead(status, headers).end(body);
    return through(stage, originThat.works(stage.pki.good, answer));
  });

const plain = ([name, status, headers, body]: Answer) =>
  nothing(`by a plain request: ${name}`, async (stage) => {
    const answer: Parameters<typeof originThat.works>[1] = (response) => response.writeHead(status, headers).end(body);
    return through(stage, originThat.worksPlain(answer), { targets: [{ port: 80, protocol: "http" }] });
  });

async function through(stage: Stage, starting: Promise<Loopback>, rest: Partial<Scene> = {}): Promise<Scene> {
  const proxy = await stage.port(proxyThat.works(await stage.port(starting)));
  return { env: behind(`http://127.0.0.1:${proxy}`), targets: [{}], ...rest };
}

/** A proxy that answers CONNECT so, and works. */
const greeting = (how: string, reply: string) =>
  nothing(how, async (stage) => {
    const origin = await stage.port(originThat.works(stage.pki.good));
    const proxy = await stage.port(proxyThat.works(origin, undefined, reply));
    return { env: behind(`http://127.0.0.1:${proxy}`), targets: [{}] };
  });

/** --strict-egress, and in the target's place direct a firewall that takes the connection. */
const closed = (how: string, firewall: () => Promise<Loopback>) =>
  nothing(`--strict-egress: ${how}`, async (stage) => {
    const origin = await stage.servers.up(originThat.works(stage.pki.good));
    const { port } = await pool(stage.servers, [origin, await stage.servers.up(firewall())]);
    const names = { [HOST]: "127.0.0.2" };
    return through(stage, Promise.resolve(origin), { targets: [{ port }], names, strictEgress: true, timeoutMs: 6000 });
  });

function trusting(stage: Stage, ca: Authority): Record<string, string> {
  return { NODE_EXTRA_CA_CERTS: stage.file("extra-ca.crt", ca.pem) };
}

export const innocents: Cause[] = [
  ...[...ANSWERS, ...IN_A_TUNNEL].map(inTunnel),
  ...ANSWERS.map(plain),
  greeting("a proxy that speaks HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\n"),
  greeting("a proxy that says more than it has to", "HTTP/1.1 200 OK\r\nVia: 1.1 gate\r\n\r\n"),
  nothing("an https:// proxy", async (stage) => {
    const origin = await stage.port(originThat.works(stage.pki.good));
    const proxy = await stage.port(proxyThat.works(origin, stage.pki.proxy));
    return { env: behind(`https://127.0.0.1:${proxy}`), targets: [{}] };
  }),
  nothing("an https:// proxy with a private CA that is trusted", async (stage) => {
    const origin = await stage.port(originThat.works(stage.pki.good));
    const proxy = await stage.port(proxyThat.works(origin, stage.pki.corporateProxy));
    return { env: { ...behind(`https://127.0.0.1:${proxy}`), ...trusting(stage, stage.pki.corporate) }, targets: [{}] };
  }),
  nothing("a target that NO_PROXY sends direct", async (stage) => {
    const port = await stage.port(originThat.works(stage.pki.good));
    const env = behind("http://127.0.0.1:9", HOST);
    return { env, targets: [{ port }], names: { [HOST]: "127.0.0.1" } };
  }),
  nothing("hosts of one owner, signed by a CA of their own that is trusted", async (stage) => {
    const hosts = [HOSTS[0], SISTER];
    const { port, ca } = await inspects(hosts, stage.servers, stage.pki);
    const env = { ...behind(`http://127.0.0.1:${port}`), ...trusting(stage, ca) };
    return { env, targets: hosts.map((host) => ({ host })) };
  }),
  nothing("an answer that does not end", (stage) => through(stage, originThat.streamsForEver(stage.pki.good))),
  nothing("gRPC", (stage) =>
    through(stage, originThat.speaksGrpc(stage.pki.good), { targets: [{ protocol: "grpc" }] }),
  ),
  nothing("two addresses that both work", async (stage) => {
    const origin = await stage.servers.up(originThat.works(stage.pki.good));
    const { port, addresses } = await pool(stage.servers, [origin, origin]);
    const env = behind("http://127.0.0.1:9", HOST);
    return { env, targets: [{ port }], names: { [HOST]: addresses } };
  }),
  closed("a firewall that stays mute", () => originThat.isSilent()),
  closed("a firewall that resets at the ClientHello", () => originThat.resetsAtClientHello()),
];
