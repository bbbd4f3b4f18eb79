import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { Incoming } from "../../src/probe/incoming.ts";
import { type Handler, type Loopback, serve } from "../support/loopback.ts";

let server: Loopback | undefined;
let socket: Socket | undefined;
afterEach(async () => {
  socket?.destroy();
  await server?.close();
});

async function to(handler: Handler): Promise<Socket> {
  server = await serve(handler);
  socket = connect(server.port, "127.0.0.1");
  await once(socket, "connect");
  return socket;
}

test("gathers, takes, and tells the end", async () => {
  const incoming = new Incoming(await to((peer) => peer.end("abcdef")));
  expect(await incoming.have(4)).toBe(true);
  expect(incoming.take(4).toString()).toBe("abcd");
  expect(await incoming.have(2)).toBe(true);
  expect(await incoming.have(3)).toBe(false);
  expect(incoming.bytes.toString()).toBe("ef");
  expect(await incoming.more()).toBe(false);
});

test("what came before a reset is there, and then the reset is thrown", async () => {
  const opened = await to((peer, raw) => peer.write("x", () => peer.once("data", () => raw.resetAndDestroy())));
  const incoming = new Incoming(opened);
  expect(await incoming.have(1)).toBe(true);
  opened.write("now");
  await expect(incoming.more()).rejects.toMatchObject({ code: "ECONNRESET" });
});

test("a socket that is destroyed under it ends the wait", async () => {
  const opened = await to(() => {});
  const waiting = new Incoming(opened).more();
  opened.destroy();
  expect(await waiting).toBe(false);
});

test("once detached it leaves the next bytes to the next reader", async () => {
  const opened = await to((peer) => {
    peer.write("S");
    peer.on("data", () => peer.write("rest"));
  });
  const incoming = new Incoming(opened);
  expect(await incoming.have(1)).toBe(true);
  incoming.detach();
  opened.write("go");
  const next = new Incoming(opened);
  expect(await next.have(4)).toBe(true);
  expect([incoming.bytes.toString(), next.bytes.toString()]).toEqual(["S", "rest"]);
});
