import { once } from "node:events";
import { connect, createServer } from "node:net";
import { expect, it } from "vitest";
import { listen } from "../../src/demo/listener.ts";

it("listens on loopback alone, and closes with clients still connected", async () => {
  const server = createServer((socket) => socket.write("hello"));
  const listener = await listen(server);
  expect(server.address()).toEqual({ address: "127.0.0.1", family: "IPv4", port: listener.port });
  const client = connect(listener.port, "127.0.0.1");
  client.on("error", () => {});
  await once(client, "data");
  const gone = once(client, "close");
  await listener.close();
  await gone;
  const refused = connect(listener.port, "127.0.0.1");
  const [error] = (await once(refused, "error")) as [NodeJS.ErrnoException];
  expect(error.code).toBe("ECONNREFUSED");
});

it("outlives a client that resets", async () => {
  const listener = await listen(createServer((socket) => socket.write("hello")));
  const rude = connect(listener.port, "127.0.0.1");
  await once(rude, "data");
  rude.resetAndDestroy();
  const next = connect(listener.port, "127.0.0.1");
  await once(next, "data");
  next.destroy();
  await listener.close();
});
