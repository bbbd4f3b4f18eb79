// Step `exchange` by HTTP/2: one gRPC health call; any response headers mean that the origin was reached.

import { type ClientHttp2Session, connect, constants, type IncomingHttpHeaders } from "node:http2";
import type { TLSSocket } from "node:tls";
import type { Check } from "../../plan/check.ts";
import type { ProbeContext } from "../context.ts";
import { closedByPeer, socketFailure } from "../failure.ts";
import type { GrpcExchange } from "../observation.ts";
import { authority } from "../proxy-route.ts";
import { BODY_LIMIT } from "../reply-body.ts";
import { StepFailed, type Trace } from "../trace.ts";

// One gRPC message: not compressed, length 0 (an empty HealthCheckRequest).
const EMPTY_MESSAGE = Buffer.alloc(5);
const TRAILERS_PATIENCE_MS = 1000;

/** @param socket on which ALPN has chosen h2 */
export function grpcExchange(socket: TLSSocket, check: Check, context: ProbeContext, trace: Trace): Promise<void> {
  const facts: GrpcExchange = { protocol: "grpc", status: null, contentType: null, grpcStatus: null };
  return trace.step("exchange", facts, async (step) => {
    step.waitingFor = "answer to the gRPC request";
    const session = connect(`https://${authority(check.host, check.port)}`, { createConnection: () => socket });
    context.own(session);
    try {
      await call(session, context, facts, () => {
        step.conclusion = "ok";
      });
    } catch (error) {
      // Headers were an answer, whatever became of the stream afterwards.
      if (facts.status !== null) return;
      throw new StepFailed(socketFailure(socket.errored ?? error));
    } finally {
      session.destroy();
    }
  });
}

function call(
  session: ClientHttp2Session,
  context: ProbeContext,
  facts: GrpcExchange,
  onHeaders: () => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    session.on("error", reject);
    session.once("close", () => reject(closedByPeer("before an answer")));
    const stream = session.request({
      [constants.HTTP2_HEADER_METHOD]: "POST",
      [constants.HTTP2_HEADER_PATH]: "/grpc.health.v1.Health/Check",
      "content-type": "application/grpc",
      te: "trailers",
      "user-agent": context.userAgent,
    });
    const note = (headers: IncomingHttpHeaders) => {
      const status = headers["grpc-status"];
      if (status !== undefined && /^\d+$/.test(String(status))) facts.grpcStatus = Number(status);
    };
    stream.on("error", reject);
    let timer: NodeJS.Timeout | undefined;
    stream.once("response", (headers) => {
      facts.status = headers[":status"] ?? null;
      facts.contentType = headers["content-type"] ? context.redact(headers["content-type"]).slice(0, 200) : null;
      note(headers);
      onHeaders();
      timer = setTimeout(resolve, TRAILERS_PATIENCE_MS);
      stream.on("trailers", note);
    });
    let bytes = 0;
    stream.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > BODY_LIMIT) resolve();
    });
    stream.once("close", () => {
      clearTimeout(timer);
      if (facts.status === null) reject(closedByPeer("before an answer"));
      else resolve();
    });
    stream.end(EMPTY_MESSAGE);
  });
}
