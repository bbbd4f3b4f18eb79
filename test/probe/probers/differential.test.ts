// The same misbehaving servers for our prober and for undici, a client library of CARTO's: they must agree on what works.

import { type Dispatcher, EnvHttpProxyAgent, request } from "undici";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Identity } from "../../support/certificates.ts";
import { byProxy, check, DIRECT, runOne, story } from "../../support/checks.ts";
import { type Loopback, Servers } from "../../support/loopback.ts";
import { originThat } from "../../support/origin-that.ts";
import { HOST, mintPki, type Pki, trusting } from "../../support/pki.ts";
import { proxyThat } from "../../support/proxy-that.ts";

// What is silent on purpose costs this much of each side's time.
const PATIENCE_MS = 4000;

let pki: Pki;
const servers = new Servers();
beforeAll(async () => {
  pki = await mintPki();
});
afterAll(() => servers.closeAll());

/** "answers", or "fails" where it rejects or has not settled in time. */
async function undici(url: string, proxy: string | null): Promise<string> {
  const tls = { ca: pki.root.pem };
  const dispatcher: Dispatcher = new EnvHttpProxyAgent({
    httpProxy: proxy ?? "",
    httpsProxy: proxy ?? "",
    noProxy: proxy ? "" : "*",
    connect: tls,
    requestTls: tls,
    proxyTls: tls,
  });
  const given = request(url, { dispatcher, maxRedirections: 0 } as object).then(
    async ({ body }) => {
      body.on("error", () => {}).destroy();
      return "answers";
    },
    () => "fails",
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve("fails"), PATIENCE_MS);
  });
  const result = await Promise.race([given, late]);
  clearTimeout(timer);
  await dispatcher.destroy();
  return result;
}

type Start = () => Promise<Loopback>;

async function compare(scheme: "http" | "https" | null, starting: Promise<Loopback>): Promise<void> {
  const server = await servers.up(starting);
  const ours = scheme
    ? check("https", HOST, 443, byProxy(server.port, scheme))
    : check("https", "127.0.0.1", server.port, DIRECT);
  const seen = await runOne(ours, trusting(pki), { timeoutMs: PATIENCE_MS });
  const url = scheme ? `https://${HOST}/` : `https://127.0.0.1:${server.port}/`;
  // By name: from Node.js 26 on TLS takes no IP address as server name, which undici 8 gives it.
  const theirs = await undici(url, scheme && `${scheme}://localhost:${server.port}`);
  const passes = seen.outcome === "done" && seen.phases.every((record) => record.ok);
  expect(`${passes ? "answers" : "fails"} (${story(seen)})`).toBe(`${theirs} (${story(seen)})`);
}

const ORIGINS: [string, Start][] = [
  ["works", () => originThat.works(pki.good)],
  ["answers 500", () => originThat.works(pki.good, (response) => response.writeHead(500).end())],
  ["is untrusted", () => originThat.works(pki.untrusted)],
  ["is self-signed", () => originThat.works(pki.selfSigned)],
  ["has another name", () => originThat.works(pki.wrongName)],
  ["has expired", () => originThat.works(pki.expired)],
  ["is not yet valid", () => originThat.works(pki.notYetValid)],
  ["does not send its intermediate", () => originThat.works(pki.noIntermediate)],
  ["has an old version of TLS", () => originThat.speaksTls11Only(pki.good)],
  ["speaks plain text", () => originThat.sendsPlaintext("HTTP/1.1 200 OK\r\n\r\n")],
  ["is silent", () => originThat.isSilent()],
  ["resets at the ClientHello", () => originThat.resetsAtClientHello()],
  ["closes at the ClientHello", () => originThat.closesAtClientHello()],
  ["never answers", () => originThat.neverAnswers(pki.good)],
  ["closes after the request", () => originThat.closesAfterRequest(pki.good)],
  ["answers garbage", () => originThat.answersGarbage(pki.good)],
  ["streams for ever", () => originThat.streamsForEver(pki.good)],
];

test.concurrent.each(ORIGINS)("direct, an origin that %s", async (_name, start) => {
  await compare(null, start());
});

test.concurrent.each(ORIGINS)("by a proxy, an origin that %s", async (_name, start) => {
  const origin = await servers.up(start());
  await compare("http", proxyThat.passesResetsOn(origin.port));
});

const PROXIES: [string, (tls?: Identity) => Promise<Loopback>][] = [
  ["denies", proxyThat.denies],
  ["demands authentication", proxyThat.demandsAuth],
  ["hangs up", proxyThat.hangsUp],
  ["resets", proxyThat.resets],
  ["is mute", proxyThat.isMute],
  ["drips", proxyThat.dripsOneByteASecond],
  ["sends a huge head", proxyThat.sendsHugeHead],
  ["is a web server", proxyThat.isWebServer],
  ["answers 502", (tls) => proxyThat.answers("502 Bad Gateway", {}, "", tls)],
  ["redirects", (tls) => proxyThat.answers("302 Found", { Location: "http://portal.example.com/" }, "", tls)],
  ["opens and resets", proxyThat.opensAndResetsAtClientHello],
  ["opens and is silent", proxyThat.opensAndStaysSilent],
  ["speaks SSH", () => proxyThat.speaksSsh()],
];

test.concurrent.each(PROXIES)("a proxy that %s", async (_name, start) => {
  await compare("http", start());
});

test.concurrent.each(PROXIES)("a TLS proxy that %s", async (_name, start) => {
  await compare("https", start(pki.proxy));
});

test.concurrent.each<[string, keyof Pki]>([
  ["is trusted", "proxy"],
  ["is untrusted", "untrusted"],
  ["has expired", "expired"],
  ["has another name", "wrongName"],
])("a TLS proxy whose certificate %s", async (_name, identity) => {
  const origin = await servers.up(originThat.works(pki.good));
  await compare("https", proxyThat.works(origin.port, pki[identity] as Identity));
});

test("the schemes are mixed up", async () => {
  await compare("http", proxyThat.works(1, pki.proxy));
  await compare("https", proxyThat.answers("400 Bad Request"));
});
