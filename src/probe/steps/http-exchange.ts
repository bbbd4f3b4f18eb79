// Step `exchange` by HTTP/1.1: one request, and whatever the origin answers counts as reached.

import { type IncomingMessage, request } from "node:http";
import type { Socket } from "node:net";
import type { Check } from "../../plan/check.ts";
import type { ProxyUrl } from "../../settings/settings.ts";
import type { ProbeContext } from "../context.ts";
import { meets } from "../expectation.ts";
import { socketFailure, unparsedBytes } from "../failure.ts";
import { limitHead } from "../head-limit.ts";
import type { Failure, HttpExchange, HttpReply } from "../observation.ts";
import { plainRefusal } from "../proxy-refusal.ts";
import { bracketed, proxyAuthorization, proxyOf } from "../proxy-route.ts";
import { headOf, withBody } from "../reply.ts";
import { BODY_LIMIT } from "../reply-body.ts";
import { speechOf } from "../speech.ts";
import { StepFailed, type Trace } from "../trace.ts";

/** @param socket to the target (plain or TLS), or to the forward proxy where the route says "absolute" */
export function httpExchange(
  socket: Socket,
  check: Check,
  context: ProbeContext,
  trace: Trace,
  method: "GET" | "HEAD" = "GET",
): Promise<void> {
  const proxy = askedProxy(check, context);
  const host = hostHeader(check);
  const path = check.path ?? "/";
  const asked = proxy ? `http://${host}${path}` : path;
  const facts: HttpExchange = {
    protocol: "http",
    request: `${method} ${asked}`,
    reply: null,
    refusal: null,
    recognised: null,
    speaks: null,
  };
  return trace.step("exchange", facts, async (step) => {
    step.waitingFor = "answer to the HTTP request";
    const headers = {
      Host: host,
      "User-Agent": context.userAgent,
      Accept: "*/*",
      ...(proxy && proxyAuthorization(proxy)),
    };
    const asking = () => ask(() => send(socket, method, asked, headers), socket, facts, context);
    const message =
      proxy?.scheme === "http" ? await context.identity.watch(proxy, socket, facts, step, asking) : await asking();
    facts.reply = headOf(message, context.redact);
    if (facts.reply.status < 200) throw new StepFailed(noStatus(facts.reply));
    if (proxy) context.identity.answeredHttp(proxy);
    facts.speaks = null;
    facts.refusal = proxy && plainRefusal(facts.reply);
    step.conclusion = facts.refusal ? { code: "refused-by-proxy", cause: facts.refusal.sign } : "ok";
    const body = await readBody(message, patienceFor(check, context));
    facts.reply = withBody(facts.reply, body, context.redact);
    facts.refusal = proxy && plainRefusal(facts.reply);
    if (facts.refusal) throw new StepFailed({ code: "refused-by-proxy", cause: facts.refusal.sign });
    if (check.expect) facts.recognised = meets(check.expect, message, body);
  });
}

/** RFC 9110 §15: below 100 there is no status; 101 is what is given alone to those who asked to change the protocol. */
function noStatus({ status, statusText }: HttpReply): Failure {
  return { code: "not-http", cause: `the status ${`${status} ${statusText}`.trim()} is no answer to this request` };
}

/** The forward proxy that itself reads the request, or null. */
function askedProxy(check: Check, context: ProbeContext): ProxyUrl | null {
  const { route } = check;
  if (check.protocol !== "http" || route.kind !== "proxy" || route.form !== "absolute") return null;
  return proxyOf(route, context.settings);
}

/** Milliseconds to wait for the body, once the head has come: longer only where the body has to prove something. */
function patienceFor(check: Check, context: ProbeContext): number {
  return check.expect?.body ? context.timeoutMs / 2 : Math.min(2000, context.timeoutMs / 4);
}

async function ask(
  sending: () => Promise<IncomingMessage>,
  socket: Socket,
  facts: HttpExchange,
  context: ProbeContext,
): Promise<IncomingMessage> {
  try {
    return await sending();
  } catch (error) {
    const bytes = unparsedBytes(error);
    if (bytes) facts.speaks = speechOf(bytes, context.redact);
    throw new StepFailed(socketFailure(socket.errored ?? error));
  }
}

function send(
  socket: Socket,
  method: "GET" | "HEAD",
  path: string,
  headers: Record<string, string>,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    // Without an agent, `Connection: close` is sent, and no redirect is followed.
    const sent = request({ method, path, headers, setHost: false, createConnection: () => socket });
    limitHead(sent, socket);
    sent.once("response", resolve);
    // 101: without this listener Node.js destroys the socket, and says nothing more.
    sent.once("upgrade", resolve);
    sent.on("error", reject);
    sent.end();
  });
}

/** Up to 64 KiB; a stream that never ends (server-sent events) or that breaks off gives what came. */
function readBody(message: IncomingMessage, patienceMs: number): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const finish = () => {
      clearTimeout(timer);
      message.destroy();
      resolve(Buffer.concat(chunks).subarray(0, BODY_LIMIT));
    };
    const timer = setTimeout(finish, patienceMs);
    message.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= BODY_LIMIT) finish();
    });
    message.on("end", finish).on("error", finish).on("close", finish);
  });
}

function hostHeader(check: Check): string {
  const usual = check.protocol === "http" ? 80 : 443;
  return check.port === usual ? bracketed(check.host) : `${bracketed(check.host)}:${check.port}`;
}
