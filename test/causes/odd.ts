// Ways and answers that are odd and good, or odd in a way that CARTO's libraries do not take: the edges of what is read.

import { createSecureServer } from "node:http2";
import { type Authority, leaf } from "../support/certificates.ts";
import { type Loopback, listening, onHead, serve } from "../support/loopback.ts";
import { MARK, originThat } from "../support/origin-that.ts";
import { HOST, type Pki } from "../support/pki.ts";
import { proxyThat } from "../support/proxy-that.ts";
import type { Cause } from "./cause.ts";
import { behind, inBothCases, type Scene, type Target } from "./scene.ts";
import type { Stage } from "./stage.ts";

type Code = Cause["code"];

const MARKED = `${MARK.name}: ${MARK.value}\r\n`;
const head = (kibibytes: number) => `X-Filler: ${"x".repeat(1000)}\r\n`.repeat(kibibytes);
const PLAIN: Target = { port: 80, protocol: "http" };

/** A good proxy, seen as this URL, before this origin. */
function way(
  code: Code,
  how: string,
  wanted: {
    origin?: (stage: Stage) => Promise<Loopback>;
    url?: (port: number) => string;
    isTls?: true;
    target?: Target;
  },
): Cause {
  const url = wanted.url ?? ((port) => `${wanted.isTls ? "https" : "http"}://127.0.0.1:${port}`);
  return {
    code,
    how,
    scene: async (stage): Promise<Scene> => {
      const origin = await stage.port(wanted.origin?.(stage) ?? originThat.works(stage.pki.good));
      const proxy = await stage.port(proxyThat.works(origin, wanted.isTls && stage.pki.proxy));
      return { env: behind(url(proxy)), targets: [wanted.target ?? {}] };
    },
  };
}

/** A proxy that opens the tunnel with this reply. */
function opens(code: Code, how: string, reply: string): Cause {
  return {
    code,
    how: `the reply to CONNECT: ${how}`,
    scene: async (stage) => {
      const origin = await stage.port(originThat.works(stage.pki.good));
      const proxy = await stage.port(proxyThat.works(origin, undefined, reply));
      return { env: behind(`http://127.0.0.1:${proxy}`), targets: [{}] };
    },
  };
}

/** An origin that answers with these bytes. */
const says = (code: Code, how: string, bytes: string) =>
  way(code, `the origin's answer: ${how}`, {
    origin: (stage) => serve((socket) => onHead(socket, () => socket.end(bytes)), { tls: stage.pki.good }),
  });

/** An origin with this certificate for these names. */
const shows = (code: Code, how: string, names: string[], chain?: (pki: Pki) => Authority[]) =>
  way(code, `the certificate: ${how}`, {
    origin: async ({ pki }) => {
      const signed = chain ? leaf(pki.intermediate, names, { intermediates: chain(pki) }) : leaf(pki.root, names);
      return originThat.works(await signed);
    },
  });

const speaksHttp2 = (stage: Stage, allowHTTP1: boolean): Promise<Loopback> => {
  const server = createSecureServer({ ...stage.pki.good, allowHTTP1 }, (_request, response) => {
    response.setHeader(MARK.name, MARK.value);
    response.end("hello");
  });
  return listening(server);
};

const asksForCertificate = (stage: Stage, rejectUnauthorized: boolean): Promise<Loopback> =>
  serve((socket) => onHead(socket, () => socket.end(`HTTP/1.1 200 OK\r\n${MARKED}\r\n`)), {
    tls: { ...stage.pki.good, requestCert: true, rejectUnauthorized },
  });

export const oddCauses: Cause[] = [
  opens("nothing", "a Content-Length, which means nothing there", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"),
  opens("nothing", "no reason phrase", "HTTP/1.1 200\r\n\r\n"),
  opens("nothing", "a head of 14 KiB", `HTTP/1.1 200 OK\r\n${head(14)}\r\n`),
  opens("proxy-error", "a head of 20 KiB", `HTTP/1.1 200 OK\r\n${head(20)}\r\n`),
  opens("proxy-error", "an interim answer first", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"),
  opens("proxy-not-http", "line ends without a carriage return", "HTTP/1.1 200 OK\n\n"),
  says("nothing", "HTTP/1.0", `HTTP/1.0 200 OK\r\n${MARKED}\r\nhello`),
  says(
    "nothing",
    "early hints first",
    `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n${MARKED}\r\n`,
  ),
  says("nothing", "shorter than it says", `HTTP/1.1 200 OK\r\n${MARKED}Content-Length: 200\r\n\r\nhello`),
  says("unclassified", "a head of 20 KiB", `HTTP/1.1 200 OK\r\n${MARKED}${head(20)}\r\n`),
  shows("nothing", "a wildcard", ["*.example.com"]),
  shows("nothing", "names in capitals", ["ORIGIN.Example.com"]),
  shows("nothing", "the root is sent too", [HOST], ({ intermediate, root }) => [intermediate, root]),
  shows("nothing", "the chain out of order, a stranger in it", [HOST], ({ corporate, intermediate }) => [
    corporate,
    intermediate,
  ]),
  shows("tls-name-mismatch", "a wildcard that stands for another level", ["*.com"]),
  way("nothing", "an origin of TLS 1.2 alone", {
    origin: ({ pki }) =>
      serve((socket) => onHead(socket, () => socket.end(`HTTP/1.1 200 OK\r\n${MARKED}\r\n`)), {
        tls: { ...pki.good, ...({ maxVersion: "TLSv1.2" } as object) },
      }),
  }),
  way("nothing", "an origin that speaks HTTP/2 too", { origin: (stage) => speaksHttp2(stage, true) }),
  way("tls-protocol", "an https origin that speaks HTTP/2 alone", {
    origin: (stage) => speaksHttp2(stage, false),
  }),
  way("nothing", "gRPC by an https:// proxy", {
    isTls: true,
    target: { protocol: "grpc" },
    origin: ({ pki }) => originThat.speaksGrpc(pki.good),
  }),
  way("nothing", "a client certificate is asked for and not needed", {
    origin: (stage) => asksForCertificate(stage, false),
  }),
  way("unclassified", "a client certificate is needed", { origin: (stage) => asksForCertificate(stage, true) }),
  way("nothing", "a target in capitals", { target: { host: "ORIGIN.example.com" } }),
  way("nothing", "a target with the root's dot", { target: { host: `${HOST}.` } }),
  way("nothing", "an address as the target, by the proxy", { target: { host: "127.0.0.1" } }),
  way("nothing", "a slash behind the proxy's URL", { url: (port) => `http://127.0.0.1:${port}/` }),
  way("nothing", "the proxy's scheme in capitals", { url: (port) => `HTTP://127.0.0.1:${port}` }),
  way("nothing", "a plain request by an https:// proxy", {
    isTls: true,
    target: PLAIN,
    origin: () => originThat.worksPlain(),
  }),
  {
    code: "nothing",
    how: "another proxy for http, which nobody asks",
    scene: async (stage) => {
      const origin = await stage.port(originThat.works(stage.pki.good));
      const env = behind(`http://127.0.0.1:${await stage.port(proxyThat.works(origin))}`);
      const other = `http://127.0.0.1:${await stage.port(proxyThat.denies())}`;
      return { env: { ...env, ...inBothCases({ HTTP_PROXY: other }) }, targets: [{}] };
    },
  },
];
