import { expect, test } from "vitest";
import {
  missesGrpcProxy,
  missingVariables,
  namedProxies,
  namesNoProxy,
} from "../../../src/diagnose/configuration/proxy-presence.ts";
import { noProxies, PROXY, proxyNamed, settings, TLS_PROXY } from "../observations.ts";

test("what is set and what is missing", () => {
  expect(namedProxies(settings()).map(({ variable }) => variable)).toEqual(["HTTP_PROXY", "HTTPS_PROXY", "GRPC_PROXY"]);
  expect([namesNoProxy(settings(noProxies)), namesNoProxy(settings())]).toEqual([true, false]);
  expect(missingVariables(settings(noProxies))).toEqual([]);
  expect(missingVariables(settings({ httpProxy: null, httpsProxy: null }))).toEqual(["HTTP_PROXY", "HTTPS_PROXY"]);
});

test("GRPC_PROXY is missed beside a usable http:// proxy alone", () => {
  const problem = { kind: "no-port" as const, text: "the port is missing", fix: null };
  const named = (url: string, more = {}) =>
    missesGrpcProxy(settings({ grpcProxy: null, httpProxy: null, httpsProxy: proxyNamed("HTTPS_PROXY", url, more) }));
  expect([named(PROXY), named(TLS_PROXY), named(PROXY, { problem }), missesGrpcProxy(settings())]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
