import { expect, test } from "vitest";
import {
  actors,
  failed,
  findings,
  http,
  open,
  plain,
  proxyTls,
  refusal,
  refused,
  row,
  seen,
  speaks,
  summary,
  tcp,
  tls,
  tunnel,
  unanswered,
  viaTlsProxy,
  works,
} from "../observations.ts";

test("an SSH server", () => {
  const ssh = tunnel({ speaks: speaks("ssh", "SSH-2.0-OpenSSH_9.2") });
  const result = findings([
    seen(row("a"), tcp(), failed(ssh, "not-http")),
    seen(row("b"), tcp(), failed(tunnel(), "not-http")),
  ]);
  expect(summary(result)).toEqual(["proxy-not-http error: a b"]);
  expect(result[0]!.title).toContain("SSH-2.0-OpenSSH_9.2");
  expect(actors(result[0]!)).toEqual(["operator", "proxy-admin"]);
});

test("an https:// proxy URL that names an SSH server", () => {
  const ssh = proxyTls({ verified: null, speaks: speaks("ssh", "SSH-2.0") });
  expect(summary(findings([seen(row("a", viaTlsProxy), tcp(), failed(ssh, "not-tls"))]))).toEqual([
    "proxy-not-http error: a",
  ]);
});

test("a web server, in a tunnel and for a plain request", () => {
  const page = failed(http(404, { refusal: refusal("not-a-proxy") }), "refused-by-proxy");
  const result = findings([seen(row("a"), tcp(), refused("not-a-proxy", 405)), seen(row("b", plain), tcp(), page)]);
  expect(summary(result)).toEqual(["proxy-not-http error: a b"]);
  expect(result[0]!.title).toContain("web server");
});

test("an odd answer of a proxy that opens tunnels for others is its error", () => {
  expect(findings([works("ok"), seen(row("a"), tcp(), refused("not-a-proxy", 405))])[0]!.code).toBe("proxy-error");
  expect(findings([works("ok"), seen(row("a"), tcp(), failed(tunnel(), "not-http"))])[0]!.code).toBe("proxy-error");
});

test("what is not HTTP inside a tunnel is not the proxy's", () => {
  expect(findings([seen(row("a"), tcp(), open(), tls(), failed(unanswered(), "not-http"))])[0]!.code).toBe(
    "unclassified",
  );
});
