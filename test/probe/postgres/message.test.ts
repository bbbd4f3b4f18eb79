import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { Incoming } from "../../../src/probe/incoming.ts";
import {
  NotAMessage,
  nextMessage,
  sslRequest,
  startupMessage,
  terminate,
} from "../../../src/probe/postgres/message.ts";
import { type Loopback, serve } from "../../support/loopback.ts";

let server: Loopback | undefined;
let socket: Socket | undefined;
afterEach(async () => {
  socket?.destroy();
  await server?.close();
});

async function hearing(bytes: Buffer, end = false): Promise<Incoming> {
  server = await serve((peer) => (end ? peer.end(bytes) : peer.write(bytes)));
  socket = connect(server.port, "127.0.0.1");
  await once(socket, "connect");
  return new Incoming(socket);
}

describe("what a client opens with", () => {
  test("as the protocol's documentation has it", () => {
    expect(sslRequest().toString("hex")).toBe("0000000804d2162f");
    expect(terminate().toString("hex")).toBe("5800000004");
    expect(startupMessage("ann", null).toString("latin1")).toBe("\0\0\0\x12\0\x03\0\0user\0ann\0\0");
    const full = startupMessage("änn", "maps");
    expect(full.readInt32BE(0)).toBe(full.length);
    expect(full.subarray(8).toString()).toBe("user\0änn\0database\0maps\0\0");
  });
});

describe("nextMessage", () => {
  const framed = Buffer.from("R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I", "latin1");

  test("one after the other, and null at the end", async () => {
    const incoming = await hearing(framed, true);
    expect(await nextMessage(incoming, "RZ")).toEqual({ type: "R", body: Buffer.alloc(4) });
    expect(await nextMessage(incoming, "RZ")).toEqual({ type: "Z", body: Buffer.from("I") });
    expect(await nextMessage(incoming, "RZ")).toBeNull();
  });

  test("null for one that is cut short", async () => {
    expect(await nextMessage(await hearing(framed.subarray(0, 6), true), "R")).toBeNull();
  });

  test.each([
    ["of another type", "H\0\0\0\x08\0\0\0\0"],
    ["whose length is text", "Exce"],
    ["too long", "E\0\x7f\0\0"],
    ["negative", "E\xff\xff\xff\xff"],
    ["shorter than its length", "E\0\0\0\x03"],
  ])("%s: no message, known without waiting for more, the bytes still there", async (_, text) => {
    const bytes = Buffer.from(text, "latin1");
    const incoming = await hearing(bytes);
    await expect(nextMessage(incoming, "RE")).rejects.toThrow(NotAMessage);
    expect(bytes.toString("latin1").startsWith(incoming.bytes.toString("latin1"))).toBe(true);
    expect(incoming.bytes.length).toBeGreaterThan(0);
  });
});
