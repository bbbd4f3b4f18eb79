import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FailureCode } from "../../../src/probe/observation.ts";
import type { Identity } from "../../support/certificates.ts";
import { byProxy, check, factsOf, runOne, story } from "../../support/checks.ts";
import { type Loopback, Servers } from "../../support/loopback.ts";
import { originThat } from "../../support/origin-that.ts";
import { HOST, mintPki, type Pki, trusting } from "../../support/pki.ts";
import { proxyThat } from "../../support/proxy-that.ts";

let pki: Pki;
const servers = new Servers();
beforeAll(async () => {
  pki = await mintPki();
});
afterAll(() => servers.closeAll());

const through = (port: number) => check("https", HOST, 443, byProxy(port, "https"));

test.each<[keyof Pki, FailureCode]>([
  ["untrusted", "certificate-untrusted"],
  ["selfSigned", "certificate-untrusted"],
  ["wrongName", "certificate-name-mismatch"],
  ["expired", "certificate-expired"],
  ["notYetValid", "certificate-not-yet-valid"],
  ["noIntermediate", "certificate-incomplete-chain"],
])("a proxy whose certificate is %s", async (name, code) => {
  const proxy = await servers.up(proxyThat.works(1, pki[name] as Identity));
  const seen = await runOne(through(proxy.port), trusting(pki));
  expect(story(seen)).toBe(`tcp ok, proxy-tls ${code}`);
  expect(factsOf(seen, "proxy-tls")).toMatchObject({ servername: "127.0.0.1", verified: false, speaks: null });
  expect(proxy.requests).toEqual([]);
});

test("a private CA that signs the proxy, trusted by the extra CA file", async () => {
  const origin = await servers.up(originThat.works(pki.good));
  const proxy = await servers.up(proxyThat.works(origin.port, pki.corporateProxy));
  const seen = await runOne(through(proxy.port), trusting(pki, pki.corporate));
  expect(story(seen)).toBe("tcp ok, proxy-tls ok, tunnel ok, tls ok, exchange ok");
});

test("the proxy's certificate is fine and the target's is not", async () => {
  const origin = await servers.up(originThat.works(pki.untrusted));
  const proxy = await servers.up(proxyThat.works(origin.port, pki.proxy));
  const seen = await runOne(through(proxy.port), trusting(pki));
  expect(story(seen)).toBe("tcp ok, proxy-tls ok, tunnel ok, tls certificate-untrusted");
});

test("with verification turned off both faults are kept", async () => {
  const origin = await servers.up(originThat.works(pki.expired));
  const proxy = await servers.up(proxyThat.works(origin.port, pki.untrusted));
  const seen = await runOne(through(proxy.port), { ...trusting(pki), verify: false });
  expect(story(seen)).toBe("tcp ok, proxy-tls ok, tunnel ok, tls ok, exchange ok");
  expect(factsOf(seen, "proxy-tls").certificateFailure?.code).toBe("certificate-untrusted");
  expect(factsOf(seen, "tls").certificateFailure?.code).toBe("certificate-expired");
});

describe("no TLS on the port of an https:// proxy", () => {
  test.each<[string, () => Promise<Loopback>, FailureCode, string]>([
    [
      "an HTTP server that answers",
      () => originThat.sendsPlaintext("HTTP/1.1 400 Bad Request\r\n\r\n"),
      "not-tls",
      "http",
    ],
    ["SSH", () => proxyThat.speaksSsh(), "not-tls", "ssh"],
    ["a close at the ClientHello", () => originThat.closesAtClientHello(), "closed", "nothing"],
    ["a reset at the ClientHello", () => originThat.resetsAtClientHello(), "reset", "nothing"],
  ])("%s", async (_name, start, code, speaks) => {
    const server = await servers.up(start());
    const seen = await runOne(through(server.port), trusting(pki));
    expect(story(seen)).toBe(`tcp ok, proxy-tls ${code}`);
    expect(factsOf(seen, "proxy-tls").speaks?.protocol).toBe(speaks);
  });

  test("a plain proxy that waits for the end of a line", async () => {
    const proxy = await servers.up(proxyThat.answers("400 Bad Request"));
    const seen = await runOne(through(proxy.port), trusting(pki), { timeoutMs: 4000 });
    expect(story(seen)).toBe("tcp ok, proxy-tls timed-out");
    expect(factsOf(seen, "proxy-tls").speaks?.protocol).toBe("http");
  });

  test("silence", async () => {
    const server = await servers.up(originThat.isSilent());
    const seen = await runOne(through(server.port), trusting(pki), { timeoutMs: 3000 });
    expect(story(seen)).toBe("tcp ok, proxy-tls timed-out");
  });
});
