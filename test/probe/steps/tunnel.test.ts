import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Observation, ProxyRefusal, Speech } from "../../../src/probe/observation.ts";
import { Secret } from "../../../src/settings/secret.ts";
import type { Identity } from "../../support/certificates.ts";
import { byProxy, check, factsOf, run, runOne, story } from "../../support/checks.ts";
import { type Loopback, Servers } from "../../support/loopback.ts";
import { originThat } from "../../support/origin-that.ts";
import { HOST, mintPki, type Pki, trusting } from "../../support/pki.ts";
import { type ProxyLoopback, proxyThat } from "../../support/proxy-that.ts";

let pki: Pki;
const servers = new Servers();
beforeAll(async () => {
  pki = await mintPki();
});
afterAll(() => servers.closeAll());

describe.each(["http", "https"] as const)("an %s:// proxy", (scheme) => {
  const way = scheme === "http" ? "tcp ok" : "tcp ok, proxy-tls ok";
  const identity = () => (scheme === "https" ? pki.proxy : undefined);
  const through = async (start: (tls?: Identity) => Promise<Loopback>, timeoutMs?: number): Promise<Observation> => {
    const proxy = await servers.up(start(identity()));
    const options = timeoutMs === undefined ? {} : { timeoutMs };
    return runOne(check("https", HOST, 443, byProxy(proxy.port, scheme)), trusting(pki), options);
  };

  test("that denies", async () => {
    const seen = await through(proxyThat.denies);
    expect(story(seen)).toBe(`${way}, tunnel refused-by-proxy`);
    expect(factsOf(seen, "tunnel")).toMatchObject({
      target: `${HOST}:443`,
      reply: { status: 403, statusText: "Forbidden", body: "<p>no", bodyBytes: 5 },
      refusal: { kind: "denied", sign: "X-Squid-Error: ERR_ACCESS_DENIED 0" },
      speaks: null,
    });
  });

  test("that demands authentication", async () => {
    const seen = await through(proxyThat.demandsAuth);
    expect(story(seen)).toBe(`${way}, tunnel refused-by-proxy`);
    const refusal: Partial<ProxyRefusal> = { kind: "auth-required", authSchemes: ["Negotiate", "Basic"] };
    expect(factsOf(seen, "tunnel").refusal).toMatchObject(refusal);
  });

  test("that hangs up", async () => {
    expect(story(await through(proxyThat.hangsUp))).toBe(`${way}, tunnel closed`);
  });

  test("that resets", async () => {
    expect(story(await through(proxyThat.resets))).toBe(`${way}, tunnel reset`);
  });

  test("that is mute", async () => {
    const seen = await through(proxyThat.isMute, 3000);
    expect(story(seen)).toBe(`${way}, tunnel timed-out`);
    expect(factsOf(seen, "tunnel").reply).toBeNull();
  });

  test("that is alive and waits for its resolver", async () => {
    const seen = await through(proxyThat.waitsForItsResolver, 4000);
    expect(story(seen)).toBe(`${way}, tunnel timed-out`);
    expect(factsOf(seen, "tunnel").speaks?.protocol ?? null).toBe(way.includes("proxy-tls") ? null : "http");
  });

  test("that drips one byte a second", async () => {
    const seen = await through(proxyThat.dripsOneByteASecond, 4000);
    expect(story(seen)).toBe(`${way}, tunnel timed-out`);
    expect("HTTP/1.1 200").toContain(factsOf(seen, "tunnel").speaks?.firstBytes ?? "nothing");
  });

  test("that sends a huge head", async () => {
    expect(story(await through(proxyThat.sendsHugeHead))).toBe(`${way}, tunnel head-too-large`);
  });

  test("that opens the tunnel with more headers than undici takes", async () => {
    const head = (size: number) => `HTTP/1.1 200 OK\r\n${`X-Filler: ${"x".repeat(992)}\r\n`.repeat(size)}\r\n`;
    const large = await through((tls) => proxyThat.answersRaw(head(17), tls));
    expect(story(large)).toBe(`${way}, tunnel head-too-large`);
    expect(factsOf(large, "tunnel").reply?.status).toBe(200);
    expect(story(await through((tls) => proxyThat.answersRawAndCloses(head(15), tls)))).toContain("tunnel ok");
  });

  test("that is a web server", async () => {
    const seen = await through(proxyThat.isWebServer);
    expect(story(seen)).toBe(`${way}, tunnel refused-by-proxy`);
    expect(factsOf(seen, "tunnel").refusal?.kind).toBe("not-a-proxy");
  });

  test("that answers 500", async () => {
    const seen = await through((tls) => proxyThat.answers("500 Internal Server Error", {}, "", tls));
    expect(factsOf(seen, "tunnel").refusal?.kind).toBe("other");
  });

  test("whose refusal is chunked", async () => {
    const bytes = "HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n7;x=y\r\n, world\r\n0\r\n\r\n";
    const seen = await through((tls) => proxyThat.answersRaw(bytes, tls));
    expect(factsOf(seen, "tunnel").reply).toMatchObject({ status: 403, body: "hello, world", bodyBytes: 12 });
  });

  test("whose refusal ends with the connection", async () => {
    const seen = await through((tls) => proxyThat.answersRawAndCloses("HTTP/1.0 502 Bad Gateway\r\n\r\nsorry", tls));
    expect(factsOf(seen, "tunnel")).toMatchObject({
      reply: { body: "sorry" },
      refusal: { kind: "upstream-unreachable" },
    });
  });

  test("whose refusal promises a body that does not come", async () => {
    const bytes = "HTTP/1.1 403 No\r\nContent-Length: 500\r\n\r\nonly this";
    const seen = await through((tls) => proxyThat.answersRaw(bytes, tls));
    expect(story(seen)).toBe(`${way}, tunnel refused-by-proxy`);
    expect(factsOf(seen, "tunnel").reply?.body).toBe("only this");
  });

  test("that breaks off within the head", async () => {
    const seen = await through((tls) => proxyThat.answersRawAndCloses("HTTP/1.1 200 Connection est", tls));
    expect(story(seen)).toBe(`${way}, tunnel closed`);
    expect(factsOf(seen, "tunnel").speaks?.protocol).toBe("http");
  });

  test.each(["201 Created", "204 No Content", "299 Odd"])(
    "that opens with %s, as no client of CARTO's takes it",
    async (status) => {
      const origin = await servers.up(originThat.works(pki.good));
      const seen = await through((tls) => proxyThat.works(origin.port, tls, `HTTP/1.1 ${status}\r\n\r\n`));
      expect(story(seen)).toBe(`${way}, tunnel odd-success`);
    },
  );

  test.each(["Content-Length: 5", "Transfer-Encoding: chunked"])(
    "that opens with %s, which is ignored",
    async (header) => {
      const origin = await servers.up(originThat.works(pki.good));
      const greeting = `HTTP/1.1 200 OK\r\n${header}\r\nSet-Cookie: a=b\r\n\r\n`;
      const seen = await through((tls) => proxyThat.works(origin.port, tls, greeting));
      expect(story(seen)).toBe(`${way}, tunnel ok, tls ok, exchange ok`);
      expect(JSON.stringify(factsOf(seen, "tunnel"))).not.toContain("a=b");
    },
  );

  test("that sends the target's first bytes along with its answer", async () => {
    const seen = await through((tls) => proxyThat.sendsEarlyData("220 mail.example.com ESMTP\r\n", tls));
    expect(story(seen)).toBe(`${way}, tunnel ok, tls not-tls`);
    expect(factsOf(seen, "tls").speaks?.protocol).toBe("smtp-or-ftp");
  });
});

describe("what stands on the port of an http:// proxy", () => {
  const speaks = async (start: () => Promise<Loopback>): Promise<[string, Speech | null]> => {
    const server = await servers.up(start());
    const seen = await runOne(check("https", HOST, 443, byProxy(server.port)), trusting(pki));
    return [story(seen), factsOf(seen, "tunnel").speaks];
  };

  test("SSH", async () => {
    const [told, speech] = await speaks(proxyThat.speaksSsh);
    expect(told).toBe("tcp ok, tunnel not-http");
    expect(speech).toEqual({ protocol: "ssh", firstBytes: "SSH-2.0-OpenSSH_9.2p1" });
  });

  test("SMTP", async () => {
    const [told, speech] = await speaks(proxyThat.speaksSmtp);
    expect(told).toBe("tcp ok, tunnel not-http");
    expect(speech?.protocol).toBe("smtp-or-ftp");
  });

  test("a TLS proxy", async () => {
    const [told, speech] = await speaks(() => proxyThat.works(1, pki.proxy));
    expect(["tcp ok, tunnel closed", "tcp ok, tunnel reset", "tcp ok, tunnel not-http"]).toContain(told);
    expect(speech?.protocol).toBe("tls");
  });

  test("a proxy that closes whatever it is sent", async () => {
    expect((await speaks(() => proxyThat.hangsUp()))[1]).toEqual({ protocol: "nothing", firstBytes: "" });
  });

  test("a proxy that closes at once", async () => {
    const [told] = await speaks(proxyThat.closesAtConnect);
    expect(told).toBe("tcp ok, tunnel closed");
  });

  test("a proxy that resets at once", async () => {
    const server = await servers.up(proxyThat.resetsAtConnect());
    const seen = await runOne(check("https", HOST, 443, byProxy(server.port)), trusting(pki));
    // The reset can come with the connection or after it.
    expect(["tcp ok, tunnel reset", "tcp reset"]).toContain(story(seen));
  });

  test("is asked by one more connection for all checks together", async () => {
    const proxy = await servers.up(proxyThat.hangsUp());
    const checks = ["a", "b", "c", "d"].map((name) => check("https", `${name}.example.com`, 443, byProxy(proxy.port)));
    const seen = await run(checks, trusting(pki));
    expect(seen.map(story)).toEqual(checks.map(() => "tcp ok, tunnel closed"));
    expect(proxy.connections()).toBe(checks.length + 1);
  });

  test("is not asked where the proxy has answered in HTTP before", async () => {
    const proxy = await servers.up(proxyThat.denies());
    await run(
      ["a", "b"].map((name) => check("https", `${name}.example.com`, 443, byProxy(proxy.port))),
      trusting(pki),
    );
    expect(proxy.connections()).toBe(2);
  });

  test("is found out while it stays mute", async () => {
    const server = await servers.up(originThat.isMuteExceptToTls());
    const seen = await runOne(check("https", HOST, 443, byProxy(server.port)), trusting(pki), { timeoutMs: 4000 });
    expect(story(seen)).toBe("tcp ok, tunnel timed-out");
    expect(factsOf(seen, "tunnel").speaks?.protocol).toBe("tls");
  });
});

test("a web server that says 400 on a port that wants TLS is asked whether it does, and one that wants none is not taken for it", async () => {
  for (const [server, speaks] of [
    [await servers.up(originThat.wantsTls()), "tls"],
    [await servers.up(proxyThat.answers("400 Bad Request", {})), undefined],
  ] as const) {
    const seen = await runOne(check("https", HOST, 443, byProxy(server.port)), trusting(pki));
    expect(story(seen)).toBe("tcp ok, tunnel refused-by-proxy");
    expect(factsOf(seen, "tunnel")).toMatchObject({ reply: { status: 400 }, refusal: { kind: "not-a-proxy" } });
    expect(factsOf(seen, "tunnel").speaks?.protocol).toBe(speaks);
  }
});

describe("what is sent", () => {
  test("the head of CONNECT, an IPv6 target in brackets", async () => {
    const proxy = await servers.up(proxyThat.denies());
    await runOne(check("https", "2001:db8::7", 8443, byProxy(proxy.port)), trusting(pki), { version: "1.2.3" });
    const head = proxy.heads[0] ?? "";
    expect(head).toMatch(/^CONNECT \[2001:db8::7\]:8443 HTTP\/1\.1\r\n/);
    expect(head).toMatch(/\r\nHost: \[2001:db8::7\]:8443\b/);
    expect(head).toMatch(/\r\nUser-Agent: carto-proxy\/1\.2\.3\b/);
    expect(head).not.toMatch(/Proxy-Authorization/i);
  });

  test("the credentials of the proxy URL, and no trace of them in what is observed", async () => {
    const echo = proxyThat.answers(
      "407 Proxy Authentication Required",
      { "Proxy-Authenticate": "Basic", "X-Was": "s3cret!" },
      "s3cret!",
    );
    const proxy: ProxyLoopback = await servers.up(echo);
    const url = `http://127.0.0.1:${proxy.port}`;
    const credentials = { user: new Secret("jane"), password: new Secret("s3cret!") };
    const seen = await runOne(
      check("https", HOST, 443, byProxy(proxy.port)),
      { ...trusting(pki), credentials: { proxy: url, credentials } },
      { redact: (text) => text.replaceAll("s3cret!", "[redacted]") },
    );
    expect(proxy.heads[0]).toContain(`Proxy-Authorization: Basic ${Buffer.from("jane:s3cret!").toString("base64")}`);
    expect(factsOf(seen, "tunnel").reply?.body).toBe("[redacted]");
    expect(JSON.stringify(seen)).not.toContain("s3cret");
  });
});
