// The checks that send one request of an uncommon kind: POST, a long head, a change of protocol, an upload.

import { randomBytes } from "node:crypto";
import { LONG_BYTES, POST_BYTES, UPLOAD_BYTES } from "../../plan/traffic-checks.ts";
import type { HttpReply, TrafficExchange } from "../observation.ts";
import { type Prober, Untold } from "../prober.ts";
import { explicitSign } from "../proxy-sign.ts";
import { openConnection } from "./connection.ts";
import { type Message, trafficExchange } from "./exchange.ts";

/** A query that is none: what a service says to it without a login is mostly not verified, and any answer of its own will do. */
export const post: Prober = async (check, context, trace) => {
  const body = json(POST_BYTES);
  await trafficExchange(
    await openConnection(check, context, trace),
    posting("post", body, check.path),
    check,
    context,
    trace,
  );
};

/** The request's head is long for certain; whether the answer's is, the facts tell. */
export const longHeader: Prober = async (check, context, trace) => {
  const path = check.path ?? "/";
  const filler = randomBytes(LONG_BYTES).toString("hex").slice(0, LONG_BYTES);
  const message: Message = {
    kind: "long-header",
    method: "GET",
    path: `${path}${path.includes("?") ? "&" : "?"}carto-proxy-probe=${filler}`,
    headers: {},
    body: null,
    told: `with a head of more than ${LONG_BYTES} bytes`,
  };
  await trafficExchange(await openConnection(check, context, trace), message, check, context, trace);
};

/** RFC 6455 §4.1. 101 or any other answer of the origin's own says that the request got there. */
export const websocket: Prober = async (check, context, trace) => {
  const headers = {
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": randomBytes(16).toString("base64"),
  };
  const path = check.path ?? "/";
  const message: Message = {
    kind: "websocket",
    method: "GET",
    path,
    headers,
    body: null,
    told: "with Upgrade: websocket",
  };
  await trafficExchange(await openConnection(check, context, trace), message, check, context, trace);
};

/** Random bytes, which nothing on the way can make smaller. Only a body that was taken whole proves that one gets through. */
export const upload: Prober = async (check, context, trace) => {
  const message = posting("upload", randomBytes(UPLOAD_BYTES), check.path);
  const facts = await trafficExchange(await openConnection(check, context, trace), message, check, context, trace);
  const { reply, sentBytes } = facts;
  if (reply === null || sentBytes >= UPLOAD_BYTES || mayBeTheWays(reply)) return;
  throw new Untold(
    `the origin answered ${reply.status} after ${sentBytes} of ${UPLOAD_BYTES} bytes: how the rest would have fared is not known`,
  );
};

function posting(kind: TrafficExchange["kind"], body: Buffer, path: string | null): Message {
  const type = kind === "post" ? "application/json" : "application/octet-stream";
  return {
    kind,
    method: "POST",
    path: path ?? "/",
    headers: { "Content-Type": type, "Content-Length": String(body.length) },
    body,
    told: `with a body of ${body.length} bytes`,
  };
}

function json(bytes: number): Buffer {
  const empty = '{"carto-proxy":"probe","filler":""}';
  return Buffer.from(empty.replace('""', `"${"x".repeat(bytes - empty.length)}"`));
}

function mayBeTheWays(reply: HttpReply): boolean {
  return reply.status === 413 || explicitSign(reply) !== null;
}
