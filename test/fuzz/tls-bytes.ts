// What a TLS server sends, recorded from a real handshake and then broken, record by record; and the same on the way, live.

import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Identity } from "../support/certificates.ts";
import { type Loopback, serve } from "../support/loopback.ts";
import { originThat } from "../support/origin-that.ts";
import { mutated } from "./mutation.ts";
import type { Random } from "./random.ts";

const ALERTS = [0, 10, 20, 40, 42, 47, 48, 49, 51, 70, 71, 80, 86, 90, 109, 110, 112, 116, 120, 255];

/** The server's bytes of a whole handshake and a short answer. */
export async function recordHandshake(
  identity: Identity,
  maxVersion: "TLSv1.2" | "TLSv1.3",
): Promise<Buffer<ArrayBuffer>> {
  const origin = await originThat.works(identity);
  const said: Buffer[] = [];
  const relay = await serve((socket) => {
    const upstream = connect(origin.port, "127.0.0.1");
    upstream.on("data", (chunk: Buffer) => said.push(chunk)).on("error", () => socket.destroy());
    socket.pipe(upstream).pipe(socket);
  });
  await new Promise<void>((resolve, reject) => {
    const secured = connectTls({ port: relay.port, host: "127.0.0.1", rejectUnauthorized: false, maxVersion });
    secured.once("secureConnect", () => secured.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    secured.on("error", reject).once("end", resolve).resume();
  });
  await Promise.all([relay.close(), origin.close()]);
  return Buffer.concat(said);
}

export function brokenTls(recorded: readonly Buffer[], random: Random): Buffer {
  const sort = random.below(10);
  if (sort === 0) return random.bytes(random.size(2000));
  if (sort === 1) return record(random.pick([20, 21, 22, 23, 24, 25]), random.bytes(random.size(18_000)));
  if (sort === 2) return alert(random);
  if (sort === 3) return mutated(Buffer.concat([alert(random), random.pick(recorded)]), random);
  const records = split(random.pick(recorded)).records;
  for (let times = random.between(1, 3); times > 0; times--) breakOne(records, random);
  return Buffer.concat(records);
}

function breakOne(records: Buffer[], random: Random): void {
  const at = random.below(records.length);
  const chosen = records[at];
  if (!chosen || chosen.length < 6) return;
  records.splice(at, 1, ...brokenRecord(chosen, random));
  if (random.chance(25)) records.reverse();
}

function brokenRecord(chosen: Buffer, random: Random): Buffer[] {
  const copy = Buffer.from(chosen);
  switch (random.below(8)) {
    case 0:
      return [mutated(copy, random)];
    case 1:
      return [];
    case 2:
      return [copy, copy];
    case 3:
      copy[0] = random.pick([0, 20, 21, 22, 23, 24, 72]);
      return [copy];
    case 4:
      copy.writeUInt16BE(random.below(65_536), 3);
      return [copy];
    case 5:
      return [copy, alert(random)];
    case 6:
      return [record(random.pick([20, 21, 22, 23]), random.bytes(random.size(200))), copy];
    default:
      copy[5 + random.below(copy.length - 5)] = random.below(256);
      return [copy];
  }
}

function alert(random: Random): Buffer {
  return record(21, Buffer.from([random.pick([1, 2, 3]), random.pick(ALERTS)]));
}

function record(type: number, body: Buffer): Buffer {
  const head = Buffer.from([type, 3, 3, 0, 0]);
  head.writeUInt16BE(body.length, 3);
  return Buffer.concat([head, body]);
}

/** RFC 8446 §5.1: type, version, a length of two bytes, and so many bytes. */
function split(bytes: Buffer): { records: Buffer[]; rest: Buffer } {
  const records: Buffer[] = [];
  let at = 0;
  while (at + 5 <= bytes.length && at + 5 + bytes.readUInt16BE(at + 3) <= bytes.length) {
    const end = at + 5 + bytes.readUInt16BE(at + 3);
    records.push(bytes.subarray(at, end));
    at = end;
  }
  return { records, rest: bytes.subarray(at) };
}

/** A man in the middle with shaky hands: passes everything on to a real server, and breaks some records of its answers. */
export function shakyRelay(
  to: number,
  random: Random,
  before: (socket: Socket, go: () => void) => void,
): Promise<Loopback> {
  return serve((socket, raw) => {
    before(socket, () => {
      const upstream = connect(to, "127.0.0.1");
      let rest: Buffer = Buffer.alloc(0);
      upstream.on("data", (chunk: Buffer) => {
        const pieces = split(Buffer.concat([rest, chunk]));
        rest = pieces.rest;
        for (const one of pieces.records) {
          const sent = random.chance(20) ? brokenRecord(one, random) : [one];
          for (const piece of sent) if (!socket.destroyed) socket.write(piece);
        }
        if (random.chance(3)) raw.resetAndDestroy();
      });
      upstream.on("end", () => socket.end()).on("error", () => socket.destroy());
      socket.on("error", () => upstream.destroy()).once("close", () => upstream.destroy());
      socket.pipe(upstream);
    });
  });
}
