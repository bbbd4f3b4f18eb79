// egress-leak: --strict-egress, and a whitelisted host answers without the proxy.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDroppedPort } from "../../src/demo/dropped-port.ts";
import type { Check } from "../../src/plan/check.ts";
import type { Resolver } from "../../src/probe/resolver.ts";
import { check, run, story } from "../support/checks.ts";
import { closedPort, Servers, serve } from "../support/loopback.ts";
import { originThat } from "../support/origin-that.ts";
import { HOST, mintPki, type Pki, trusting } from "../support/pki.ts";
import { findingsOf, told } from "./run.ts";

const servers = new Servers();
let pki: Pki;
beforeAll(async () => {
  pki = await mintPki();
});
afterAll(() => servers.closeAll());

const resolver: Resolver = { addresses: async () => ["127.0.0.1"] };
const strict = (port: number, rest: Partial<Check> = {}): Check =>
  check(
    "https",
    HOST,
    port,
    { kind: "direct", reason: "strict-egress", entry: null },
    {
      id: "strict:auth",
      kind: "policy",
      path: null,
      ...rest,
    },
  );

test("the host answers: an error, and gone when the way is closed", async () => {
  const origin = await servers.up(originThat.works(pki.good));
  const leaking = await findingsOf([strict(origin.port)], trusting(pki), { resolver });
  expect(told(leaking)).toEqual(["error egress-leak: strict:auth"]);
  expect(leaking[0]?.remedies.map(({ who }) => who)).toEqual(["firewall-admin"]);
  await origin.close();
  expect(await findingsOf([strict(origin.port)], trusting(pki), { resolver })).toEqual([]);
});

test("a gRPC host that answers", async () => {
  const origin = await servers.up(originThat.speaksGrpc(pki.good));
  const findings = await findingsOf([strict(origin.port, { protocol: "grpc" })], trusting(pki), { resolver });
  expect(told(findings)).toEqual(["error egress-leak: strict:auth"]);
});

test("nothing but the ClientHello is sent", async () => {
  let requests = 0;
  const origin = await servers.up(
    originThat.works(pki.good, (response) => {
      requests++;
      response.end();
    }),
  );
  const [seen] = await run([strict(origin.port)], trusting(pki), { resolver });
  expect(story(seen!)).toBe("dns ok, tcp ok, tls reached");
  expect([origin.connections(), requests]).toEqual([1, 0]);
});

describe("closed, though TCP may connect", () => {
  test.each([
    ["takes every connection and stays mute", () => originThat.isSilent()],
    ["resets at the ClientHello", () => originThat.resetsAtClientHello()],
    ["closes at the ClientHello", () => originThat.closesAtClientHello()],
    ["resets at once", () => originThat.resetsAtConnect()],
    ["refuses by an alert", () => originThat.isMuteExceptToTls()],
    ["answers plain text", () => originThat.sendsPlaintext("HTTP/1.1 403 Blocked\r\n\r\n")],
  ])("a firewall that %s", async (_, server) => {
    const firewall = await servers.up(server());
    const checks = [strict(firewall.port)];
    const [seen] = await run(checks, trusting(pki), { resolver, timeoutMs: 4000 });
    // A reset can come before the ClientHello is written.
    expect(story(seen!)).toMatch(/^dns ok, tcp ok(, tls ok)?$/);
    expect(await findingsOf(checks, trusting(pki), { resolver, timeoutMs: 4000 })).toEqual([]);
  });

  test("refused", async () => {
    expect(await findingsOf([strict(await closedPort())], trusting(pki), { resolver })).toEqual([]);
  });

  test("dropped", async () => {
    const dropped = await startDroppedPort();
    if (!dropped) throw new Error("this system answers where it should drop");
    const findings = await findingsOf([strict(dropped.port)], trusting(pki), { resolver, timeoutMs: 4000 });
    await dropped.stop();
    expect(findings).toEqual([]);
  });

  test("the name does not resolve here", async () => {
    const none: Resolver = {
      addresses: async (name) => {
        throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: "ENOTFOUND" });
      },
    };
    const server = await servers.up(serve(() => {}));
    const [seen] = await run([strict(server.port)], trusting(pki), { resolver: none });
    expect(story(seen!)).toBe("dns ok");
    expect(server.connections()).toBe(0);
    expect(await findingsOf([strict(server.port)], trusting(pki), { resolver: none })).toEqual([]);
  });
});

describe("something else answers in the host's place", () => {
  test.each(["untrusted", "selfSigned", "wrongName"] as const)("%s: a warning, no leak", async (identity) => {
    const filter = await servers.up(originThat.works(pki[identity]));
    const findings = await findingsOf([strict(filter.port)], trusting(pki), { resolver });
    expect(told(findings)).toEqual(["warning egress-leak: strict:auth"]);
  });

  test("with verification off it is the same", async () => {
    const filter = await servers.up(originThat.works(pki.untrusted));
    const findings = await findingsOf([strict(filter.port)], { ...trusting(pki), verify: false }, { resolver });
    expect(told(findings).filter((line) => !line.includes("tls-verification-off"))).toEqual([
      "warning egress-leak: strict:auth",
    ]);
  });
});
