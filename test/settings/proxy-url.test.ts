import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { maskCredentials, parseProxyUrl } from "../../src/settings/proxy-url.ts";

describe("usable", () => {
  test.each([
    ["http://proxy:3128", "http://proxy:3128", "proxy", 3128],
    ["https://Proxy.corp.test:3129/", "https://Proxy.corp.test:3129", "Proxy.corp.test", 3129],
    ["HTTP://proxy:80", "http://proxy:80", "proxy", 80],
    ["http://10.0.0.5:8080", "http://10.0.0.5:8080", "10.0.0.5", 8080],
    ["http://[::1]:3128", "http://[::1]:3128", "::1", 3128],
    ["http://my_proxy:1", "http://my_proxy:1", "my_proxy", 1],
    ["http://proxy:65535", "http://proxy:65535", "proxy", 65535],
  ])("%s", (value, href, host, port) => {
    const { url, problem } = parseProxyUrl(value);
    expect(problem).toBeNull();
    expect(url).toMatchObject({ href, host, port, credentials: null });
  });
});

describe("not usable", () => {
  test.each([
    ["proxy:3128", "no-scheme", "http://proxy:3128"],
    ["://proxy:3128", "no-scheme", "http://proxy:3128"],
    ["10.0.0.5:3128", "no-scheme", "http://10.0.0.5:3128"],
    ["socks5://proxy:1080", "unknown-scheme", null],
    ["http://", "no-host", null],
    ["http://:3128", "no-host", null],
    ["http://pro xy:3128", "white-space", "http://proxy:3128"],
    ["http://proxy:3128 ", "white-space", "http://proxy:3128"],
    ["http://proxy:3128\r", "white-space", "http://proxy:3128"],
    ["\thttp://proxy:3128", "white-space", "http://proxy:3128"],
    ['"http://proxy:3128"', "quotes", "http://proxy:3128"],
    ["'http://proxy:3128'", "quotes", "http://proxy:3128"],
    ['"http://proxy:3128"\r', "quotes", "http://proxy:3128"],
    ['"proxy:3128"', "quotes", "http://proxy:3128"],
    ["http://proxy", "no-port", null],
    ["http://proxy:", "no-port", null],
    ["http://proxy:0", "bad-port", null],
    ["http://proxy:99999", "bad-port", null],
    ["http://proxy:31a8", "bad-port", null],
    ["http://proxy:-1", "bad-port", null],
    ["http://proxy:3128/path", "path", "http://proxy:3128"],
    ["http://proxy:3128?x=1", "path", "http://proxy:3128"],
    ["http://::1:3128", "bad-host", "http://[::1]:3128"],
    ["http://[::1:3128", "bad-host", null],
    ["http://[nonsense]:3128", "bad-host", null],
    ["http://pröxy:3128", "bad-host", null],
    ["http://<Proxy IP>:3128", "white-space", null],
  ])("%j is %s", (value, kind, fix) => {
    const { url, problem } = parseProxyUrl(value);
    expect(url).toBeNull();
    expect(problem).toMatchObject({ kind, fix });
    expect(problem?.text).not.toBe("");
  });

  test("control characters are shown, not printed", () => {
    expect(parseProxyUrl("http://proxy:3128\r").text).toBe("http://proxy:3128\\r");
    expect(parseProxyUrl("http://pro\u001b[31mxy:3128").text).not.toContain("\u001b");
  });
});

describe("credentials", () => {
  test.each([
    ["http://ana:s3cret@proxy:3128", "ana", "s3cret"],
    ["http://ana:p%40ss%3A@proxy:3128", "ana", "p@ss:"],
    ["http://ana:p@ss@proxy:3128", "ana", "p@ss"],
    ["http://ana:a:b@proxy:3128", "ana", "a:b"],
    ["http://ana@proxy:3128", "ana", ""],
    ["http://ana:100%@proxy:3128", "ana", "100%"],
  ])("%s", (value, user, password) => {
    const { url, text } = parseProxyUrl(value);
    expect(url?.credentials?.user.reveal()).toBe(user);
    expect(url?.credentials?.password.reveal()).toBe(password);
    expect(url?.href).toBe("http://proxy:3128");
    expect(text).toBe("http://***:***@proxy:3128");
  });

  test.each([
    "http://ana:canary/x@proxy:3128",
    "http://ana:canary#@proxy:3128",
    "http://ana:can?ary@proxy:3128",
    "ana:canary@proxy:3128",
    '"http://ana:canary@proxy:3128"',
    "http://ana:canary@proxy",
    "http://ana:canary@proxy:99999",
    "http://ana:canary@proxy:3128/path",
    "socks5://ana:canary@proxy:1080",
    " http://ana:canary@proxy:3128",
    "http://ana:canary@::1:3128",
  ])("a value that cannot be used shows neither user nor password: %s", (value) => {
    const parsed = parseProxyUrl(value);
    expect(parsed.problem).not.toBeNull();
    for (const text of [JSON.stringify(parsed), inspect(parsed, { depth: 9 })]) {
      expect(text).not.toMatch(/canary|can\?ary|ana\b/);
    }
  });
});

test("masking takes everything up to the last @", () => {
  expect(maskCredentials("--warehouse=postgres://u:p@ss@db:5432/x")).toBe("--warehouse=postgres://***:***@db:5432/x");
  expect(maskCredentials("http://proxy:3128")).toBe("http://proxy:3128");
});
