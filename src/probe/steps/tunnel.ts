// Step `tunnel`: our own CONNECT, since the client libraries reduce a refused one to a sentence.

import type { IncomingMessage } from "node:http";
import { request } from "node:http";
import type { Socket } from "node:net";
import type { ProxyUrl } from "../../settings/settings.ts";
import type { ProbeContext } from "../context.ts";
import { socketFailure, unparsedBytes } from "../failure.ts";
import { HEAD_LIMIT, limitHead } from "../head-limit.ts";
import type { TunnelFacts } from "../observation.ts";
import { connectRefusal } from "../proxy-refusal.ts";
import { authority, proxyAuthorization } from "../proxy-route.ts";
import { headOf, withBody } from "../reply.ts";
import { readRefusalBody } from "../reply-body.ts";
import { FIRST_BYTES, speechOf } from "../speech.ts";
import { StepFailed, type Trace } from "../trace.ts";

/** What undici, and Node's own clients elsewhere, take (--max-http-header-size). */
const CLIENT_HEAD_LIMIT = 16 * 1024;

/**
 * @param socket to the proxy, plain or TLS
 * @returns the same socket, now speaking to the target, with bytes that came early put back into it
 */
export function tunnel(
  socket: Socket,
  target: { host: string; port: number },
  proxy: ProxyUrl,
  context: ProbeContext,
  trace: Trace,
): Promise<Socket> {
  const asked = authority(target.host, target.port);
  const facts: TunnelFacts = { target: asked, reply: null, refusal: null, speaks: null };
  return trace.step("tunnel", facts, async (step) => {
    step.waitingFor = "whole answer to CONNECT";
    const asking = () => ask(socket, asked, proxy, facts, context);
    // On an https:// proxy TLS has been spoken already: there is nothing left to find out.
    const { reply, early } =
      proxy.scheme === "http" ? await context.identity.watch(proxy, socket, facts, step, asking) : await asking();
    facts.reply = headOf(reply, context.redact);
    facts.speaks = null;
    const { status } = facts.reply;
    const refusal = status >= 200 && status < 300 ? null : connectRefusal(facts.reply);
    if (refusal?.kind !== "not-a-proxy") context.identity.answeredHttp(proxy);
    // RFC 9110 §9.3.6: any 2xx opens the tunnel, and whatever it says about a body is to be ignored. undici, proxy-agent and
    // https-proxy-agent take 200 alone: to go on would show a pass where CARTO fails.
    if (refusal === null && status !== 200) {
      const cause = `${status} ${facts.reply.statusText}`.trim();
      throw new StepFailed({ code: "odd-success", cause: `CONNECT answered with ${cause}, not 200` });
    }
    // Headers of this size make undici give up on a tunnel that is open.
    if (refusal === null && sizeOf(reply) >= CLIENT_HEAD_LIMIT) {
      const cause = `CONNECT answered with ${sizeOf(reply)} bytes of headers; client libraries take ${CLIENT_HEAD_LIMIT}`;
      throw new StepFailed({ code: "head-too-large", cause });
    }
    if (refusal === null) {
      if (early.length > 0) socket.unshift(early);
      return socket;
    }
    const address = socket.remoteAddress ?? proxy.host;
    facts.refusal = refusal;
    step.conclusion = { code: "refused-by-proxy", cause: refusal.sign };
    facts.reply = withBody(facts.reply, await readRefusalBody(socket, early, reply), context.redact);
    // The page can tell more than the head.
    facts.refusal = connectRefusal(facts.reply);
    // Some servers that want TLS say so in plain HTTP: nginx 1.22 with a bare 400.
    if (facts.refusal.kind === "not-a-proxy" && proxy.scheme === "http") {
      const speaks = await context.identity.ask(proxy, address);
      if (speaks.protocol === "tls") facts.speaks = speaks;
    }
    throw new StepFailed({ code: "refused-by-proxy", cause: facts.refusal.sign });
  });
}

/** As undici counts: names and values. */
function sizeOf({ rawHeaders }: IncomingMessage): number {
  return rawHeaders.reduce((bytes, text) => bytes + text.length, 0);
}

async function ask(
  socket: Socket,
  asked: string,
  proxy: ProxyUrl,
  facts: TunnelFacts,
  context: ProbeContext,
): Promise<{ reply: IncomingMessage; early: Buffer }> {
  let heard: Buffer = Buffer.alloc(0);
  const listen = (chunk: Buffer) => {
    if (heard.length >= FIRST_BYTES) return;
    heard = Buffer.concat([heard, chunk]).subarray(0, FIRST_BYTES);
    facts.speaks = speechOf(heard, context.redact);
  };
  try {
    return await sendConnect(socket, asked, proxy, context, listen);
  } catch (error) {
    const bytes = unparsedBytes(error);
    if (bytes && heard.length === 0) listen(bytes);
    const failure = socketFailure(socket.errored ?? error);
    // Words that are no HTTP say more than the hanging up after them.
    const saysOther = heard.length > 0 && facts.speaks?.protocol !== "http";
    throw new StepFailed(saysOther && failure.code !== "head-too-large" ? { ...failure, code: "not-http" } : failure);
  } finally {
    socket.removeListener("data", listen);
  }
}

function sendConnect(
  socket: Socket,
  asked: string,
  proxy: ProxyUrl,
  context: ProbeContext,
  listen: (chunk: Buffer) => void,
): Promise<{ reply: IncomingMessage; early: Buffer }> {
  return new Promise((resolve, reject) => {
    const connect = request({
      method: "CONNECT",
      path: asked,
      headers: { Host: asked, "User-Agent": context.userAgent, ...proxyAuthorization(proxy) },
      maxHeaderSize: HEAD_LIMIT,
      createConnection: () => socket,
    });
    // Node's parser is listening from here on, so that a second listener takes nothing from it.
    connect.once("socket", () => socket.on("data", listen));
    limitHead(connect, socket);
    connect.once("connect", (reply, _socket, early) => {
      socket.removeListener("data", listen);
      resolve({ reply, early });
    });
    connect.on("error", reject);
    connect.end();
  });
}
