import { expect, test } from "vitest";
import {
  actors,
  failed,
  findings,
  http,
  one,
  plain,
  proxyNamed,
  refusal,
  refused,
  row,
  seen,
  snippets,
  summary,
  tcp,
} from "../observations.ts";

test("407, for a tunnel and for a plain request", () => {
  const page = failed(http(407, { refusal: refusal("auth-required", "407", ["Basic"]) }), "refused-by-proxy");
  const result = findings([
    seen(row("a"), tcp(), refused("auth-required", 407, "407", ["Negotiate", "Basic"])),
    seen(row("b", plain), tcp(), page),
  ]);
  expect(summary(result)).toEqual(["proxy-auth-required error: a b"]);
  expect(result[0]!.title).toContain("(Negotiate and Basic)");
  expect(actors(result[0]!)).toEqual(["proxy-admin"]);
  expect(snippets(result[0]!)).toContain("acl carto_connect_443_hosts dstdomain a.example.test");
});

test("credentials that were sent are mentioned, not shown", () => {
  const httpsProxy = proxyNamed("HTTPS_PROXY", undefined, { credentials: true });
  const result = findings([seen(row("a"), tcp(), refused("auth-required", 407))], { httpsProxy });
  expect(one(result, "proxy-auth-required").why).toContain("were sent");
});
