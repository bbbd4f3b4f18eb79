import { once } from "node:events";
import { connect as connectHttp2, type IncomingHttpHeaders } from "node:http2";
import { connect } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Authority, createAuthority } from "../../src/demo/certificates.ts";
import type { Listener } from "../../src/demo/listener.ts";
import { startPlainOrigin, startSecureOrigin } from "../../src/demo/origin.ts";

let root: Authority;
let secure: Listener;

beforeAll(async () => {
  root = await createAuthority({ name: "Root", organization: "Lab" });
  const issuer = await createAuthority({ name: "Intermediate", organization: "Lab", issuer: root });
  const answerFor = (host: string, path: string) => ({ status: 401, headers: { "x-host": host }, body: path });
  secure = await startSecureOrigin({ issuer, answerFor });
});

afterAll(() => secure.close());

async function exchange(servername: string | undefined, request: string): Promise<{ text: string; names?: string }> {
  const socket = connect({
    host: "127.0.0.1",
    port: secure.port,
    ca: root.certificate,
    ALPNProtocols: ["http/1.1"],
    ...(servername === undefined ? { servername: "", checkServerIdentity: () => undefined } : { servername }),
  });
  await once(socket, "secureConnect");
  const names = socket.getPeerX509Certificate()?.subjectAltName;
  socket.end(request);
  let text = "";
  for await (const chunk of socket) text += String(chunk);
  return { text, ...(names === undefined ? {} : { names }) };
}

describe("the origin", () => {
  it("shows each name its own certificate, and answers by host and path", async () => {
    const request = "GET /v2/ HTTP/1.1\r\nHost: One.test:443\r\nConnection: close\r\n\r\n";
    const { text, names } = await exchange("one.test", request);
    expect(names).toBe("DNS:one.test");
    expect(text).toMatch(/^HTTP\/1\.1 401 /);
    expect(text).toContain("x-host: one.test\r\n");
    expect(text).toContain("/v2/");
  });

  it("shows the one for localhost to a client that sends no name", async () => {
    const { names } = await exchange(undefined, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    expect(names).toBe("DNS:localhost, IP Address:127.0.0.1");
  });

  it("answers gRPC over HTTP/2 with UNAUTHENTICATED, in one block of headers", async () => {
    const session = connectHttp2(`https://pubsub.test:${secure.port}`, {
      createConnection: () =>
        connect({
          host: "127.0.0.1",
          port: secure.port,
          servername: "pubsub.test",
          ca: root.certificate,
          ALPNProtocols: ["h2"],
        }),
    });
    const stream = session.request({
      ":method": "POST",
      ":path": "/grpc.health.v1.Health/Check",
      "content-type": "application/grpc",
      te: "trailers",
    });
    stream.end(Buffer.alloc(5));
    const [headers] = (await once(stream, "response")) as [IncomingHttpHeaders & { ":status"?: number }];
    expect(headers).toMatchObject({ ":status": 200, "content-type": "application/grpc", "grpc-status": "16" });
    stream.resume();
    await once(stream, "end");
    session.destroy();
  });

  it("answers plain requests over HTTP/2 like those over HTTP/1.1", async () => {
    const session = connectHttp2(`https://two.test:${secure.port}`, {
      createConnection: () =>
        connect({
          host: "127.0.0.1",
          port: secure.port,
          servername: "two.test",
          ca: root.certificate,
          ALPNProtocols: ["h2"],
        }),
    });
    const stream = session.request({ ":path": "/x" });
    const [headers] = (await once(stream, "response")) as [IncomingHttpHeaders & { ":status"?: number }];
    expect(headers).toMatchObject({ ":status": 401, "x-host": "two.test" });
    session.destroy();
  });

  it("answers over plain HTTP too", async () => {
    const plain = await startPlainOrigin((host, path) => ({ status: 200, headers: {}, body: `${host} ${path}` }));
    const response = await fetch(`http://127.0.0.1:${plain.port}/x`);
    expect(await response.text()).toBe("127.0.0.1 /x");
    await plain.close();
  });
});
