import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FailureCode } from "../../../src/probe/observation.ts";
import type { Identity } from "../../support/certificates.ts";
import { byProxy, check, factsOf, runOne, story } from "../../support/checks.ts";
import { type Loopback, Servers } from "../../support/loopback.ts";
import { originThat } from "../../support/origin-that.ts";
import { HOST, mintPki, type Pki, trusting } from "../../support/pki.ts";
import { proxyThat } from "../../support/proxy-that.ts";
import { checkBy, ROUTES, WAY } from "../../support/routes.ts";

let pki: Pki;
const servers = new Servers();
beforeAll(async () => {
  pki = await mintPki();
});
afterAll(() => servers.closeAll());

const CERTIFICATES: [name: keyof Pki, code: FailureCode][] = [
  ["untrusted", "certificate-untrusted"],
  ["selfSigned", "certificate-untrusted"],
  ["wrongName", "certificate-name-mismatch"],
  ["expired", "certificate-expired"],
  ["notYetValid", "certificate-not-yet-valid"],
  ["noIntermediate", "certificate-incomplete-chain"],
];

const FAULTS: [name: string, code: FailureCode, start: () => Promise<Loopback>][] = [
  ["plain text", "not-tls", () => originThat.sendsPlaintext("HTTP/1.1 400 Bad Request\r\n\r\n")],
  ["a banner", "not-tls", () => originThat.sendsBannerFirst("SSH-2.0-OpenSSH_9.2\r\n")],
  ["a reset at the ClientHello", "reset", () => originThat.resetsAtClientHello()],
  ["a close at the ClientHello", "closed", () => originThat.closesAtClientHello()],
  ["an old version only", "tls-version", () => originThat.speaksTls11Only(pki.good)],
];

describe.each(ROUTES)("by %s", (route) => {
  test.each(CERTIFICATES)("a certificate that is %s", async (name, code) => {
    const origin = await servers.up(originThat.works(pki[name] as Identity));
    const seen = await runOne(await checkBy(route, "https", origin, servers, pki), trusting(pki));
    expect(story(seen)).toBe(`${WAY[route]}, tls ${code}`);
    const facts = factsOf(seen, "tls");
    expect(facts).toMatchObject({ verified: false, certificateFailure: { code } });
    expect(facts.chain).toHaveLength(1);
  });

  test.each(FAULTS)("%s", async (_name, code, start) => {
    const origin = await servers.up(start());
    const seen = await runOne(await checkBy(route, "https", origin, servers, pki), trusting(pki));
    expect(story(seen)).toBe(`${WAY[route]}, tls ${code}`);
    expect(factsOf(seen, "tls")).toMatchObject({ verified: null, chain: [] });
  });

  test("silence after the ClientHello", async () => {
    const origin = await servers.up(originThat.isSilent());
    const asked = await checkBy(route, "https", origin, servers, pki);
    const seen = await runOne(asked, trusting(pki), { timeoutMs: 3000 });
    expect(story(seen)).toBe(`${WAY[route]}, tls timed-out`);
    expect(seen.phases.at(-1)?.failure?.cause).toContain("3000 ms");
  });

  test("with verification turned off it goes on, and keeps what it would have failed for", async () => {
    const origin = await servers.up(originThat.works(pki.untrusted));
    const asked = await checkBy(route, "https", origin, servers, pki);
    const seen = await runOne(asked, { ...trusting(pki), verify: false });
    expect(story(seen)).toBe(`${WAY[route]}, tls ok, exchange ok`);
    expect(factsOf(seen, "tls")).toMatchObject({
      verified: false,
      certificateFailure: { code: "certificate-untrusted" },
    });
  });
});

test("what speaks instead of TLS is recorded", async () => {
  const origin = await servers.up(originThat.sendsPlaintext("HTTP/1.1 400 Bad Request\r\n\r\n"));
  const seen = await runOne(await checkBy("direct", "https", origin, servers, pki), trusting(pki));
  expect(factsOf(seen, "tls").speaks).toEqual({ protocol: "http", firstBytes: "HTTP/1.1 400 Bad Request" });
});

test("the chain is what the server sent, not what the trusted CAs complete", async () => {
  const origin = await servers.up(originThat.works(pki.good));
  const seen = await runOne(await checkBy("direct", "https", origin, servers, pki), trusting(pki));
  const { chain } = factsOf(seen, "tls");
  expect(chain.map((one) => one.issuer)).toEqual([
    "CN=Test Intermediate, O=Test Public CA",
    "CN=Test Root, O=Test Public CA",
  ]);
  expect(chain[0]).toMatchObject({
    ca: false,
    selfIssued: false,
    names: [HOST, "127.0.0.1", "0:0:0:0:0:0:0:1", "localhost"],
  });
});

describe("a filter by server name, behind a tunnel that opens", () => {
  test.each([
    ["resets", () => proxyThat.opensAndResetsAtClientHello(), "reset"],
    ["closes", () => proxyThat.opensAndClosesAtClientHello(), "closed"],
  ] as const)("that %s", async (_name, start, code) => {
    const proxy = await servers.up(start());
    const seen = await runOne(check("https", HOST, 443, byProxy(proxy.port)), trusting(pki));
    expect(story(seen)).toBe(`tcp ok, tunnel ok, tls ${code}`);
  });

  test("that is silent", async () => {
    const proxy = await servers.up(proxyThat.opensAndStaysSilent());
    const seen = await runOne(check("https", HOST, 443, byProxy(proxy.port)), trusting(pki), { timeoutMs: 3000 });
    expect(story(seen)).toBe("tcp ok, tunnel ok, tls timed-out");
  });
});
