// The causes that lie in somebody who answers in the target's place: a portal's login, a filter's page.

import type { ServerResponse } from "node:http";
import { HOSTS, inspects } from "../support/inspection.ts";
import { originThat, unmarked } from "../support/origin-that.ts";
import { proxyThat } from "../support/proxy-that.ts";
import type { Cause } from "./cause.ts";
import { behind, type Scene, type Target } from "./scene.ts";
import type { Stage } from "./stage.ts";

const LOGIN = "https://login.portal.example.org/guest?to=x";
const filler = `<style>${".x{color:red}".repeat(400)}</style>`;
const PAGE = `<!doctype html><html><head>${filler}</head><body><h1>Stop</h1>Internet <b>Security</b> by Zscaler</body></html>`;

const plain = (host?: string): Target => ({ ...(host ? { host } : {}), port: 80, protocol: "http" });

interface Page {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** Plain requests that all get this page, until the filter lets them through. */
function instead(code: Cause["code"], how: string, page: Page, targets: Target[] = [plain()]): Cause {
  let lifted = false;
  const answer = (response: ServerResponse) => {
    if (lifted) response.end("hello");
    else unmarked(response).writeHead(page.status, page.headers).end(page.body);
  };
  return {
    code,
    how,
    scene: async (stage) => {
      const filter = await stage.port(originThat.worksPlain(answer));
      return { env: behind(`http://127.0.0.1:${await stage.port(proxyThat.works(filter))}`), targets };
    },
    cure: (scene) => {
      lifted = true;
      return scene;
    },
  };
}

const toConnect = (how: string, status: string, headers: Record<string, string>): Cause => ({
  code: "captive-portal",
  how,
  scene: async (stage) => {
    const port = await stage.port(proxyThat.answers(status, headers));
    return { env: behind(`http://127.0.0.1:${port}`), targets: [{}] };
  },
  cure: async (scene, _, stage) => {
    const origin = await stage.port(originThat.works(stage.pki.good));
    return { ...scene, env: behind(`http://127.0.0.1:${await stage.port(proxyThat.works(origin))}`) };
  },
});

async function insideInspection(stage: Stage): Promise<Scene> {
  const { port, ca } = await inspects(HOSTS, stage.servers, stage.pki, {
    answer: (response) => unmarked(response).writeHead(403).end(PAGE),
  });
  const env = { ...behind(`http://127.0.0.1:${port}`), NODE_EXTRA_CA_CERTS: stage.file("extra-ca.crt", ca.pem) };
  return { env, targets: HOSTS.map((host) => ({ host })) };
}

const META = '<html><head><meta http-equiv="refresh" content="0; url=http://172.16.0.1/login"></head></html>';
const LATIN = Buffer.from("<html><body>Sécurité: blocked by the Barracuda Web Filter</body></html>", "utf16le");

export const filterCauses: Cause[] = [
  toConnect("a redirect in answer to CONNECT", "302 Found", { Location: LOGIN }),
  toConnect("511 in answer to CONNECT", "511 Network Authentication Required", {}),
  instead(
    "captive-portal",
    "one login page for plain targets of two owners",
    { status: 302, headers: { location: LOGIN } },
    [plain(HOSTS[0]), plain(HOSTS[1])],
  ),
  instead("captive-portal", "from a public name into a private network", {
    status: 302,
    headers: { location: "http://192.168.7.1:8002/index.php?zone=x" },
  }),
  instead("captive-portal", "a meta element that leads into a private network", {
    status: 200,
    headers: { "content-type": "text/html" },
    body: META,
  }),
  instead("captive-portal", "511 to a plain request", { status: 511 }),
  instead("block-page", "plain, with status 200, the words behind 5 KB of style", {
    status: 200,
    headers: { "content-type": "text/html" },
    body: PAGE,
  }),
  instead("block-page", "in another charset", {
    status: 200,
    headers: { "content-type": "text/html; charset=utf-16le" },
    body: LATIN,
  }),
  instead("block-page", "a redirect into a private network that speaks of blocking", {
    status: 302,
    headers: { location: "http://10.1.2.3/blocked.html?url=x" },
  }),
  { code: "block-page", how: "inside an intercepted connection, the CA trusted", scene: insideInspection },
];
