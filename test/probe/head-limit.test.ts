import { afterAll, expect, test } from "vitest";
import { byProxy, check, DIRECT, DIRECT_HOST, factsOf, runOne, story } from "../support/checks.ts";
import { onHead, Servers, serve } from "../support/loopback.ts";

const servers = new Servers();
afterAll(() => servers.closeAll());

/** One packet after the other, each read before the next is sent. */
function sends(...packets: string[]) {
  return serve((socket) => {
    socket.setNoDelay(true);
    onHead(socket, async () => {
      for (const packet of packets) {
        await new Promise<unknown>((written) => socket.write(packet, written));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    });
  });
}

const HINT = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
const ANSWER = `HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n${"x".repeat(200_000)}`;

test("a body that comes together with the end of its head does not count", async () => {
  const server = await servers.up(sends(HINT, ANSWER));
  const seen = await runOne(check("http", DIRECT_HOST, server.port, DIRECT));
  expect(story(seen)).toBe("tcp ok, exchange ok");
  const facts = factsOf(seen, "exchange");
  expect(facts.protocol === "http" && facts.reply?.status).toBe(200);
});

test("nor does a page behind a refused CONNECT", async () => {
  const page = `HTTP/1.1 403 Forbidden\r\nContent-Length: 200000\r\n\r\n${"x".repeat(200_000)}`;
  const server = await servers.up(sends("\r\n", page));
  const seen = await runOne(check("https", "origin.example.com", 443, byProxy(server.port)));
  expect(story(seen)).toBe("tcp ok, tunnel refused-by-proxy");
});

test.each([
  ["interim answers", HINT.repeat(2000)],
  ["blank lines", "\r\n".repeat(60_000)],
])("%s without end are too much", async (_, noise) => {
  const server = await servers.up(sends(noise, ANSWER));
  const seen = await runOne(check("http", DIRECT_HOST, server.port, DIRECT));
  expect(story(seen)).toBe("tcp ok, exchange head-too-large");
});

test("a few interim answers are none", async () => {
  const server = await servers.up(sends(HINT.repeat(20), ANSWER));
  expect(story(await runOne(check("http", DIRECT_HOST, server.port, DIRECT)))).toBe("tcp ok, exchange ok");
});
