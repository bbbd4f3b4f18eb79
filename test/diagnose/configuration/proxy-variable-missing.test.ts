import { expect, test } from "vitest";
import {
  direct,
  findings,
  http,
  one,
  open,
  PROXY,
  proxyNamed,
  row,
  seen,
  snippets,
  summary,
  TLS_PROXY,
  tcp,
  tls,
  works,
} from "../observations.ts";

test("HTTP_PROXY without HTTPS_PROXY, and the other way round", () => {
  const fallback = row("a", { route: { kind: "proxy", proxy: PROXY, reason: "http_proxy", form: "tunnel" } });
  const https = one(
    findings([seen(fallback, tcp(), open(), tls(), http())], { httpsProxy: null }),
    "proxy-variable-missing",
  );
  expect(https).toMatchObject({
    severity: "error",
    affects: ["a"],
    title: "HTTPS_PROXY is not set, although HTTP_PROXY and GRPC_PROXY are",
  });
  expect(snippets(https)).toBe(`HTTPS_PROXY=${PROXY}\nhttps_proxy=${PROXY}`);
  const port80 = row("b", { ...direct, protocol: "http", port: 80 });
  const plainHttp = one(
    findings([works("a"), seen(port80, tcp(), http())], { httpProxy: null }),
    "proxy-variable-missing",
  );
  expect(plainHttp).toMatchObject({ severity: "error", affects: ["b"] });
});

test("GRPC_PROXY missing beside an http:// proxy is a warning, beside an https:// proxy it is right", () => {
  const pubsub = works("pubsub", { protocol: "grpc" });
  expect(summary(findings([pubsub, works("a")], { grpcProxy: null }))).toEqual([
    "proxy-variable-missing warning: pubsub",
  ]);
  const secure = {
    httpProxy: proxyNamed("HTTP_PROXY", TLS_PROXY),
    httpsProxy: proxyNamed("HTTPS_PROXY", TLS_PROXY),
    grpcProxy: null,
  };
  expect(findings([pubsub], secure)).toEqual([]);
});

test("GRPC_PROXY alone misses both, in one finding", () => {
  const result = findings([], { httpProxy: null, httpsProxy: null });
  expect(result.map(({ title }) => title)).toEqual(["HTTP_PROXY and HTTPS_PROXY are not set, although GRPC_PROXY is"]);
});
