import { expect, test } from "vitest";
import { anyUrl, bothCases, mendedUrl, proxyOfFamily } from "../../../src/diagnose/configuration/mended-url.ts";
import { parseProxyUrl } from "../../../src/settings/proxy-url.ts";
import { noProxies, proxyNamed, settings } from "../observations.ts";

const broken = (value: string) => {
  const { text, problem } = parseProxyUrl(value);
  return proxyNamed("HTTP_PROXY", text, { problem });
};

test.each([
  ["proxy:3128", "http://proxy:3128"],
  ['"http://proxy:3128"', "http://proxy:3128"],
  ["jane:canary@proxy:3128", "http://proxy:3128"],
  ["socks5://proxy:1080", null],
  ["http://proxy", null],
])("%s", (value, expected) => {
  expect(mendedUrl(broken(value))).toBe(expected);
});

test("a variable that is missing gets what another one has, repaired", () => {
  expect(anyUrl(settings({ ...noProxies, httpsProxy: broken("proxy:3128") }))).toBe("http://proxy:3128");
  expect(anyUrl(settings({ ...noProxies, httpsProxy: broken("socks5://x:1") }))).toBeNull();
  expect(proxyOfFamily(settings(), "GRPC_PROXY")?.variable).toBe("GRPC_PROXY");
  expect(bothCases(["HTTP_PROXY", "http_proxy"], "x").map(({ name }) => name)).toEqual(["HTTP_PROXY", "http_proxy"]);
});
