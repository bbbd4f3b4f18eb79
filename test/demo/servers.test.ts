import { afterEach, expect, it } from "vitest";
import { createAuthorities } from "../../src/demo/authorities.ts";
import type { Ruling } from "../../src/demo/proxy.ts";
import { startServers } from "../../src/demo/servers.ts";
import { Teardown } from "../../src/demo/teardown.ts";
import { get, handshake } from "./tunnel.ts";

const teardown = new Teardown();
afterEach(() => teardown.run());

it("stand behind one another: a ruling made after the start leads to each", async () => {
  const authorities = await createAuthorities();
  const rulings = new Map<string, Ruling>();
  const answerFor = (host: string) => ({ status: 200, headers: {}, body: host });
  const { proxy, secure, plain, inspector } = await startServers(authorities, { answerFor, rulings }, teardown);
  rulings.set("a.test:443", { kind: "forward", port: secure.port });
  rulings.set("b.test:443", { kind: "intercept", port: inspector.port });
  rulings.set("c.test:80", { kind: "forward", port: plain.port });
  const trusted = async (address: { port: number; ca?: string }, host: string, ca: string) => {
    const socket = await handshake(address, { host, port: 443, ca });
    socket.destroy();
    return socket.authorized;
  };
  for (const address of [{ port: proxy.plain.port }, { port: proxy.secure.port, ca: authorities.proxy.certificate }]) {
    expect(await trusted(address, "a.test", authorities.publicRoot.certificate)).toBe(true);
    expect(await trusted(address, "b.test", authorities.publicRoot.certificate)).toBe(false);
    expect(await trusted(address, "b.test", authorities.inspection.certificate)).toBe(true);
    expect(await get(address, "http://c.test/")).toMatchObject({ status: 200, body: "c.test" });
  }
});
