import { expect, test } from "vitest";
import {
  actors,
  failed,
  findings,
  http,
  PROXY,
  plain,
  refusal,
  refused,
  row,
  seen,
  snippets,
  summary,
  tcp,
  works,
} from "../observations.ts";

test("hosts that the proxy denies, with rules for exactly these", () => {
  const squid = refused("denied", 403, "X-Squid-Error: ERR_ACCESS_DENIED 0");
  const wildcard = row("s3@b.s3.example.test", { host: "b.s3.example.test", wildcard: "*.s3.example.test" });
  const page = failed(http(403, { refusal: refusal("denied") }), "refused-by-proxy");
  const result = findings([
    works("ok"),
    seen(row("a"), tcp(), squid),
    seen(wildcard, tcp(), squid),
    seen(row("p", plain), tcp(), page),
  ]);
  expect(summary(result)).toEqual(["proxy-denied error: a s3@b.s3.example.test p"]);
  expect(actors(result[0]!)).toEqual(["proxy-admin"]);
  expect(snippets(result[0]!).split("\n").slice(1)).toEqual([
    "acl carto_connect_443_method method CONNECT",
    "acl carto_connect_443_port port 443",
    "acl carto_connect_443_hosts dstdomain a.example.test",
    "acl carto_connect_443_hosts dstdomain .s3.example.test",
    "http_access allow carto_connect_443_method carto_connect_443_port carto_connect_443_hosts",
    "acl carto_plain_80_port port 80",
    "acl carto_plain_80_hosts dstdomain p.example.test",
    "http_access allow carto_plain_80_port carto_plain_80_hosts",
  ]);
  expect(result[0]!.evidence[0]).toContain("X-Squid-Error: ERR_ACCESS_DENIED 0");
  expect(result[0]!.remedies[0]!.verify).toBe("curl -v --proxy http://proxy.corp.test:3128 https://a.example.test/");
});

test("a denied port is apart from denied hosts where the proxy opens tunnels", () => {
  const ocsp = row("ocsp", {
    protocol: "http",
    port: 80,
    route: { kind: "proxy", proxy: PROXY, reason: "http_proxy", form: "tunnel" },
  });
  const denials = [seen(row("a"), tcp(), refused("denied")), seen(ocsp, tcp(), refused("denied"))];
  expect(summary(findings([works("ok"), ...denials]))).toEqual(["proxy-denied error: a", "proxy-denied error: ocsp"]);
  expect(summary(findings(denials))).toEqual(["proxy-denied error: a ocsp"]);
});
