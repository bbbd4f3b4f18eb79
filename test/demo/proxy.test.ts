import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Authority, createAuthority, issue } from "../../src/demo/certificates.ts";
import { type Listener, listen } from "../../src/demo/listener.ts";
import { startPlainOrigin, startSecureOrigin } from "../../src/demo/origin.ts";
import { type ForwardProxy, type Ruling, startProxy } from "../../src/demo/proxy.ts";
import { askForTunnel, get, handshake, openTunnel, type ProxyAddress } from "./tunnel.ts";

const rulings = new Map<string, Ruling>();
let ca: Authority;
let company: Authority;
let origins: Listener[];
let proxy: ForwardProxy;

beforeAll(async () => {
  ca = await createAuthority({ name: "Public", organization: "Lab" });
  company = await createAuthority({ name: "Company", organization: "Lab" });
  const inspection = await createAuthority({ name: "Inspection", organization: "Inspection" });
  const answerFor = (host: string, path: string) => ({ status: 200, headers: { "x-host": host }, body: path });
  const secure = await startSecureOrigin({ issuer: ca, answerFor });
  const inspector = await startSecureOrigin({ issuer: inspection, answerFor, sendRoot: true });
  const plain = await startPlainOrigin(answerFor);
  const closed = await listen(createHttpServer());
  await closed.close();
  origins = [secure, inspector, plain];
  rulings.set("good.test:443", { kind: "forward", port: secure.port });
  rulings.set("good.test:80", { kind: "forward", port: plain.port });
  rulings.set("[::1]:443", { kind: "forward", port: secure.port });
  rulings.set("denied.test:443", { kind: "deny" });
  rulings.set("denied.test:80", { kind: "deny" });
  rulings.set("watched.test:443", { kind: "intercept", port: inspector.port });
  rulings.set("down.test:443", { kind: "forward", port: closed.port });
  rulings.set("down.test:80", { kind: "forward", port: closed.port });
  proxy = await startProxy({ certificate: await issue(company, { names: ["127.0.0.1"] }), rulings });
});

afterAll(async () => {
  await Promise.all([proxy, ...origins].map((server) => server.close()));
});

describe.each(["plain", "secure"] as const)("the proxy, spoken to by its %s listener", (kind) => {
  const address = (): ProxyAddress => ({
    port: proxy[kind].port,
    ...(kind === "secure" ? { ca: company.certificate } : {}),
  });

  it("opens a tunnel, in whatever case the name is written, and writes it down", async () => {
    const before = proxy.log.length;
    (await openTunnel(address(), "GOOD.test:443")).destroy();
    expect(proxy.log.slice(before)).toEqual([
      { by: kind === "plain" ? "http" : "https", method: "CONNECT", target: "good.test:443", ruling: "forward" },
    ]);
  });

  it("shows the origin's own certificate through the tunnel", async () => {
    const socket = await handshake(address(), { host: "good.test", port: 443, ca: ca.certificate });
    expect(socket.authorized).toBe(true);
    expect(socket.getPeerX509Certificate()?.subjectAltName).toBe("DNS:good.test");
    socket.destroy();
  });

  it("shows another issuer's where it intercepts, root and all", async () => {
    const socket = await handshake(address(), { host: "watched.test", port: 443, ca: ca.certificate });
    expect(socket.authorizationError).toBe("SELF_SIGNED_CERT_IN_CHAIN");
    // Once alone: Node.js 24 gives nothing to the second call.
    const certificate = socket.getPeerX509Certificate();
    expect(certificate?.issuer).toContain("CN=Inspection");
    expect(certificate?.subjectAltName).toBe("DNS:watched.test");
    socket.destroy();
  });

  it.each([
    ["denied.test:443", 403, "http_request_denied"],
    ["unknown.test:443", 502, "dns_error"],
    ["good.test:22", 502, "dns_error"],
    ["down.test:443", 502, "connection_refused"],
  ])("refuses a tunnel to %s with %i and %s", async (target, status, error) => {
    const reply = await askForTunnel(address(), target);
    expect(reply).toMatchObject({ status, headers: { "proxy-status": `demo-proxy; error=${error}` } });
    if (!("status" in reply)) return;
    expect(Buffer.byteLength(reply.body)).toBe(Number(reply.headers["content-length"]));
    expect(reply.body).toContain("<h1>");
  });

  it("forwards a plain request, without what was meant for the proxy itself", async () => {
    const reply = await get(address(), "http://good.test/path?query");
    expect(reply).toMatchObject({ status: 200, headers: { "x-host": "good.test" }, body: "/path?query" });
    expect(reply.headers.via).toBe("1.1 demo-proxy");
  });

  it.each([
    ["http://denied.test/", 403, "http_request_denied"],
    ["http://unknown.test/", 502, "dns_error"],
    ["http://down.test/", 502, "connection_refused"],
    ["/not-absolute", 400, "http_request_error"],
    ["https://good.test/", 400, "http_request_error"],
  ])("refuses the plain request for %s with %i and %s", async (url, status, error) => {
    expect(await get(address(), url)).toMatchObject({
      status,
      headers: { "proxy-status": `demo-proxy; error=${error}` },
    });
  });
});

it("hands over a whole answer that ends by the origin's closing", async () => {
  const body = "x".repeat(3_000_000);
  const closing = await listen(createHttpServer((_, response) => response.shouldKeepAlive || response.end(body)));
  rulings.set("large.test:80", { kind: "forward", port: closing.port });
  const socket = await openTunnel({ port: proxy.plain.port }, "large.test:80");
  socket.write("GET / HTTP/1.0\r\nhost: large.test\r\n\r\n");
  let received = 0;
  for await (const chunk of socket) received += (chunk as Buffer).length;
  expect(received).toBeGreaterThan(body.length);
  await closing.close();
});

it("hands over bytes that come in one packet with CONNECT", async () => {
  const socket = connect(proxy.plain.port, "127.0.0.1");
  socket.write(
    "CONNECT good.test:80 HTTP/1.1\r\nhost: good.test:80\r\n\r\nGET /early HTTP/1.0\r\nhost: good.test\r\n\r\n",
  );
  let text = "";
  for await (const chunk of socket) text += String(chunk);
  expect(text).toMatch(/^HTTP\/1\.1 200 Connection established\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
  expect(text).toMatch(/\/early$/);
});

it("survives clients that reset, and what is no HTTP", async () => {
  for (const bytes of ["CONNECT good.test:443 HTTP/1.1\r\n\r\n", "\x16\x03\x01", "CONNECT "]) {
    const socket = connect(proxy.plain.port, "127.0.0.1");
    await once(socket, "connect");
    socket.write(bytes);
    socket.resetAndDestroy();
  }
  expect(await get({ port: proxy.plain.port }, "http://good.test/")).toMatchObject({ status: 200 });
});
