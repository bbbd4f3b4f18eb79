// Ends a request whose answer never gets to the end of its head.

import type { ClientRequest } from "node:http";
import type { Socket } from "node:net";
import { headTooLarge } from "./failure.ts";

export const HEAD_LIMIT = 64 * 1024;

/**
 * Interim answers (RFC 9110 §15.2) and blank lines before a head (RFC 9112 §2.2) are passed over by Node's parser, each too small for
 * its own limit, and can go on for ever: all that comes before the final head counts here.
 */
export function limitHead(request: ClientRequest, socket: Socket): void {
  let bytes = 0;
  let isOver = false;
  const count = (chunk: Buffer) => {
    bytes += chunk.length;
    // A listener that is removed while a chunk is handed round still gets that chunk.
    if (isOver || bytes <= HEAD_LIMIT) return;
    stop();
    request.destroy(headTooLarge(HEAD_LIMIT));
  };
  const stop = () => {
    isOver = true;
    socket.removeListener("data", count);
  };
  // Node's parser is listening from here on, so that a second listener takes nothing from it, and hears of a head after it.
  request.once("socket", () => socket.on("data", count));
  request.once("response", stop).once("connect", stop).once("upgrade", stop).once("close", stop);
}
