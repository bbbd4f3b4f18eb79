// The causes that lie in the proxy itself.

import { startDroppedPort } from "../../src/demo/dropped-port.ts";
import { closedPort } from "../support/loopback.ts";
import { originThat } from "../support/origin-that.ts";
import { proxyThat } from "../support/proxy-that.ts";
import { squidRuling } from "../support/squid-rules.ts";
import type { Cause } from "./cause.ts";
import { asPrinted, squidAsPrinted } from "./printed.ts";
import { behind, type Scene } from "./scene.ts";
import type { Stage } from "./stage.ts";

const TARGETS = [{}, { host: "api.example.com" }];

/** A good proxy before an origin that has a certificate for HOST. */
async function good(stage: Stage, tls = false): Promise<number> {
  const origin = await stage.port(originThat.works(stage.pki.good));
  return stage.port(proxyThat.works(origin, tls ? stage.pki.proxy : undefined));
}

/** What the operator does who had the wrong port. */
const fixThePort: Cause["cure"] = async (scene, _, stage) => ({
  ...scene,
  env: behind(`http://127.0.0.1:${await good(stage)}`),
});

const tlsProxy = async (stage: Stage, identity: "corporateProxy" | "proxy" | "expired", host = "127.0.0.1") => {
  const origin = await stage.port(originThat.works(stage.pki.good));
  const port = await stage.port(proxyThat.works(origin, stage.pki[identity]));
  return { env: behind(`https://${host}:${port}`), targets: [{}] } satisfies Scene;
};

export const proxyCauses: Cause[] = [
  {
    code: "proxy-name-not-resolved",
    how: "the resolver knows no such name",
    scene: async (stage) => ({ env: behind(`http://proxy.corp.test:${await good(stage)}`), targets: [{}] }),
    cure: (scene) => ({ ...scene, names: { "proxy.corp.test": "127.0.0.1" } }),
  },
  {
    code: "proxy-unreachable",
    how: "packets are dropped",
    scene: async (stage) => {
      const dropped = await startDroppedPort();
      if (!dropped) throw new Error("this system answers where it should drop");
      stage.onClose(() => dropped.stop());
      return { env: behind(`http://127.0.0.1:${dropped.port}`), targets: TARGETS.slice(0, 1), timeoutMs: 5000 };
    },
    cure: async (scene, finding, stage) => ({
      ...(await fixThePort(scene, finding, stage)),
      timeoutMs: 30_000,
    }),
  },
  {
    code: "proxy-refused",
    how: "nobody listens on the port",
    scene: async () => ({ env: behind(`http://127.0.0.1:${await closedPort()}`), targets: [{}] }),
    cure: fixThePort,
  },
  {
    code: "proxy-scheme-mismatch",
    how: "http:// to a port that speaks TLS",
    scene: async (stage) => ({ env: behind(`http://127.0.0.1:${await good(stage, true)}`), targets: [{}] }),
    cure: asPrinted,
    left: ["proxy-grpc-https"],
  },
  {
    code: "proxy-scheme-mismatch",
    how: "https:// to a port that speaks plain HTTP",
    scene: async (stage) => ({
      env: behind(`https://127.0.0.1:${await good(stage)}`),
      targets: [{}],
      timeoutMs: 3000,
    }),
    cure: (scene, finding) => ({ ...asPrinted(scene, finding), timeoutMs: 30_000 }),
  },
  {
    code: "proxy-not-http",
    how: "SSH",
    scene: async (stage) => ({
      env: behind(`http://127.0.0.1:${await stage.port(proxyThat.speaksSsh())}`),
      targets: [{}],
    }),
    cure: fixThePort,
  },
  {
    code: "proxy-not-http",
    how: "a web server that knows no CONNECT",
    scene: async (stage) => ({
      env: behind(`http://127.0.0.1:${await stage.port(proxyThat.isWebServer())}`),
      targets: [{}],
    }),
    cure: fixThePort,
  },
  {
    code: "proxy-tls-untrusted",
    how: "a private CA",
    scene: (stage) => tlsProxy(stage, "corporateProxy"),
    cure: (scene, finding, stage) => {
      stage.file("extra-ca.crt", stage.pki.corporate.pem);
      return asPrinted(scene, finding);
    },
    left: ["import-custom-ca"],
  },
  {
    code: "proxy-tls-name-mismatch",
    how: "the certificate holds another name of the proxy",
    scene: async (stage) => ({
      ...(await tlsProxy(stage, "proxy", "proxy.corp.test")),
      names: { "proxy.corp.test": "127.0.0.1", localhost: "127.0.0.1" },
    }),
    cure: asPrinted,
  },
  { code: "proxy-tls-expired", how: "expired", scene: (stage) => tlsProxy(stage, "expired") },
  {
    code: "proxy-tls-failed",
    how: "reset at the ClientHello",
    scene: async (stage) => ({
      env: behind(`https://127.0.0.1:${await stage.port(originThat.resetsAtClientHello())}`),
      targets: [{}],
    }),
    cure: async (scene, _, stage) => ({ ...scene, env: behind(`https://127.0.0.1:${await good(stage, true)}`) }),
  },
  {
    code: "proxy-auth-required",
    how: "everybody has to log in",
    scene: async (stage) => {
      const origin = await stage.port(originThat.works(stage.pki.good));
      rules.lines = [];
      const port = await stage.port(proxyThat.rulesBy(squidRuling(rules, LOGIN), origin));
      return { env: behind(`http://127.0.0.1:${port}`), targets: [{}] };
    },
    cure: (scene, finding) => {
      squidAsPrinted(rules, finding);
      return scene;
    },
  },
  {
    code: "proxy-auth-required",
    how: "a wrong password in its URL",
    besides: ["proxy-url-credentials"],
    scene: async (stage) => {
      const origin = await stage.port(originThat.works(stage.pki.good));
      const proxy = await stage.port(proxyThat.takesBasic("jane:another", origin));
      return { env: behind(`http://jane:canary-word@127.0.0.1:${proxy}`), targets: [{}] };
    },
  },
];

const rules = { lines: [] as string[] };
const LOGIN =
  'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n';
