// What each kind of traffic records, against servers that do one thing each.

import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Check, PlannedTraffic } from "../../../src/plan/check.ts";
import { MOST_TUNNELS, POST_BYTES, UPLOAD_BYTES } from "../../../src/plan/traffic-checks.ts";
import type { TrafficExchange } from "../../../src/probe/observation.ts";
import { byProxy, check, DIRECT, DIRECT_HOST, factsOf, runOne, story } from "../../support/checks.ts";
import { limitingProxy } from "../../support/limiting-proxy.ts";
import { onHead, Servers, serve } from "../../support/loopback.ts";
import { originThat } from "../../support/origin-that.ts";
import { HOST, mintPki, type Pki, trusting } from "../../support/pki.ts";
import { proxyThat } from "../../support/proxy-that.ts";

const servers = new Servers();
let pki: Pki;
beforeAll(async () => {
  pki = await mintPki();
});
afterAll(() => servers.closeAll());

function sending(kind: PlannedTraffic["kind"], port: number, more: Partial<Check> & { idleMs?: number } = {}): Check {
  const { idleMs, ...rest } = more;
  const traffic: PlannedTraffic = { kind, after: "none", bytes: 0, connections: 1, ...(idleMs && { idleMs }) };
  return check("https", DIRECT_HOST, port, DIRECT, { ...rest, traffic });
}

async function factsOfOne(one: Check): Promise<TrafficExchange> {
  const observation = await runOne(one, trusting(pki));
  expect(story(observation)).toMatch(/exchange ok$/);
  return factsOf(observation, "exchange") as TrafficExchange;
}

test("a POST has a body of JSON, and any answer is one", async () => {
  let body = "";
  const answer = originThat.works(pki.good, (response) => {
    response.req.on("data", (chunk) => {
      body += chunk;
    });
    response.req.once("end", () => response.writeHead(405).end());
  });
  const facts = await factsOfOne(sending("post", (await servers.up(answer)).port));
  expect(facts).toMatchObject({ reply: { status: 405 }, ended: null, sentBytes: POST_BYTES });
  expect(Buffer.byteLength(JSON.stringify(JSON.parse(body)))).toBe(POST_BYTES);
});

test("101 ends a request for WebSocket well", async () => {
  const switching = serve(
    (socket) =>
      onHead(socket, (head) => {
        expect(head).toMatch(/^Upgrade: websocket\r$/m);
        socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
      }),
    { tls: pki.good },
  );
  const facts = await factsOfOne(sending("websocket", (await servers.up(switching)).port));
  expect(facts).toMatchObject({ reply: { status: 101 }, ended: null });
});

test("a long head arrives whole, and that of the answer is measured", async () => {
  let length = 0;
  const answer = originThat.works(pki.good, (response, path) => {
    length = path.length;
    response.writeHead(302, { location: `/${"x".repeat(5000)}` }).end();
  });
  const facts = await factsOfOne(sending("long-header", (await servers.up(answer)).port));
  expect(length).toBeGreaterThan(6000);
  expect(facts.receivedBytes).toBeGreaterThan(5000);
});

test("an upload that the origin takes whole is proof", async () => {
  const answer = originThat.works(pki.good, (response) => {
    response.req.resume().once("end", () => response.writeHead(403).end());
  });
  const facts = await factsOfOne(sending("upload", (await servers.up(answer)).port));
  expect(facts).toMatchObject({ sentBytes: UPLOAD_BYTES, reply: { status: 403 } });
});

test("an upload that the origin refuses by its head proves nothing, and is left out", async () => {
  const refusing = serve(
    (socket) =>
      onHead(socket, () => socket.end("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")),
    { tls: pki.good },
  );
  const observation = await runOne(sending("upload", (await servers.up(refusing)).port), trusting(pki));
  expect(observation.outcome).toBe("skipped");
  expect(observation.reason).toMatch(/answered 401 after \d+ of 4194304 bytes/);
});

test("a request that nobody answers ends by time, and that is no failure of a phase", async () => {
  const port = (await servers.up(originThat.neverAnswers(pki.good))).port;
  const observation = await runOne(sending("post", port), trusting(pki), { timeoutMs: 6000 });
  expect(story(observation)).toMatch(/exchange ok$/);
  const { ended } = factsOf(observation, "exchange") as TrafficExchange;
  expect(ended).toMatchObject({ failure: { code: "timed-out" }, farewell: false });
});

test("an idle connection that lives is asked again", async () => {
  let asked = 0;
  const answer = originThat.works(pki.good, (response) => {
    asked++;
    response.end("ok");
  });
  const facts = await factsOfOne(sending("idle", (await servers.up(answer)).port, { idleMs: 800 }));
  expect(facts).toMatchObject({ ended: null });
  expect(facts.heldOpenMs).toBeGreaterThanOrEqual(790);
  expect(asked).toBe(2);
});

/** Answers, and after a while ends the connection as `end` does. */
function endsLater(end: (socket: Socket, raw: Socket) => void) {
  return serve(
    (socket, raw) =>
      onHead(socket, () => {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        setTimeout(() => end(socket, raw), 2500);
      }),
    { tls: pki.good },
  );
}

test("who takes its leave by TLS is the origin: left out", async () => {
  const { port } = await servers.up(endsLater((socket) => socket.end()));
  const observation = await runOne(sending("idle", port, { idleMs: 12_000 }), trusting(pki));
  expect([observation.outcome, observation.reason]).toEqual(["skipped", expect.stringContaining("by TLS itself")]);
});

test.each([
  ["closed", (_: Socket, raw: Socket) => void raw.destroy()],
  ["reset", (_: Socket, raw: Socket) => void raw.resetAndDestroy()],
])("a connection that is merely %s is told so", async (code, end) => {
  const facts = await factsOfOne(sending("idle", (await servers.up(endsLater(end))).port, { idleMs: 12_000 }));
  expect(facts.ended).toMatchObject({ failure: { code }, farewell: false });
  expect(facts.heldOpenMs).toBeLessThan(12_000);
});

test("who answers and closes holds no idle connection: left out", async () => {
  const answer = originThat.works(pki.good, (response) => response.setHeader("connection", "close").end("ok"));
  const observation = await runOne(sending("idle", (await servers.up(answer)).port, { idleMs: 9000 }), trusting(pki));
  expect([observation.outcome, observation.reason]).toEqual(["skipped", expect.stringContaining("answers and closes")]);
});

test("a connection that is forgotten gives no answer", async () => {
  const origin = await servers.up(originThat.works(pki.good, (response) => response.end("ok")));
  const proxy = await servers.up(limitingProxy(origin.port, { idle: { ms: 2000, how: "forgotten" } }));
  const one = { ...sending("idle", 443, { idleMs: 5000 }), host: HOST, route: byProxy(proxy.port) };
  const observation = await runOne(one, trusting(pki), { timeoutMs: 8000 });
  expect((factsOf(observation, "exchange") as TrafficExchange).ended?.failure.code).toBe("timed-out");
});

function counting(port: number): Check {
  return { ...sending("tunnels", 443), host: HOST, route: byProxy(port) };
}

test.each([
  ["closed", ""],
  ["refused", "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"],
])("tunnels are counted until the next one is %s", async (how, answer) => {
  const origin = await servers.up(originThat.works(pki.good));
  const proxy = await servers.up(limitingProxy(origin.port, { tunnels: { most: 6, answer } }));
  const facts = await factsOfOne(counting(proxy.port));
  expect(facts.tunnels).toMatchObject({ opened: 6, stopped: { how }, openedAfterwards: true });
  expect(proxy.connections()).toBeLessThanOrEqual(12);
});

test("without a limit no more are opened than were announced", async () => {
  const origin = await servers.up(originThat.works(pki.good));
  const proxy = await servers.up(proxyThat.works(origin.port));
  const facts = await factsOfOne(counting(proxy.port));
  expect(facts.tunnels).toEqual({ wanted: MOST_TUNNELS, opened: MOST_TUNNELS, stopped: null, openedAfterwards: null });
  expect(proxy.connections()).toBe(MOST_TUNNELS);
});

test("a proxy that closes by chance once is no limit", async () => {
  const origin = await servers.up(originThat.works(pki.good));
  let number = 0;
  const proxy = await servers.up(
    serve((socket) => {
      if (++number === 5) return void socket.destroy();
      onHead(socket, (_, rest) => {
        const upstream = connect(origin.port, "127.0.0.1", () => {
          socket.write("HTTP/1.1 200 OK\r\n\r\n");
          upstream.write(rest);
        });
        upstream.on("error", () => {});
        socket.once("close", () => upstream.destroy());
      });
    }),
  );
  expect((await factsOfOne(counting(proxy.port))).tunnels).toMatchObject({ opened: MOST_TUNNELS, stopped: null });
});
