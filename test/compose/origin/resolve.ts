// The name server of a closed network: it answers at once that no outside name exists. The lab's own names are Docker's to resolve.

import { createSocket } from "node:dgram";

const HEADER_BYTES = 12;
/** RFC 1035 section 4.1.1: a response, recursion available, RCODE 3 (name error). */
const RESPONSE = 0x80;
const RECURSION_AVAILABLE_NAME_ERROR = 0x83;

const socket = createSocket("udp4");
socket.on("message", (query, from) => {
  if (query.length < HEADER_BYTES) return;
  const reply = Buffer.from(query.subarray(0, endOfQuestion(query)));
  reply[2] = (query[2]! & 0x79) | RESPONSE;
  reply[3] = RECURSION_AVAILABLE_NAME_ERROR;
  reply.fill(0, 6, HEADER_BYTES);
  socket.send(reply, from.port, from.address);
});
socket.bind(53);

/** The question is echoed; whatever follows it (EDNS) is not. */
function endOfQuestion(query: Buffer): number {
  let at = HEADER_BYTES;
  while (at < query.length && query[at] !== 0) at += query[at]! + 1;
  return Math.min(at + 5, query.length);
}

process.on("SIGTERM", () => process.exit(0));
