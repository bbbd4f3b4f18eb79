import { expect, test } from "vitest";
import { connectAnswerOf, productOfProxy, proxyAnswerOf, saysNo, wayAnswerOf } from "../../src/diagnose/way-answer.ts";
import type { TlsFacts } from "../../src/probe/observation.ts";
import {
  badCertificate,
  direct,
  evidence,
  failed,
  http,
  open,
  plain,
  refusal,
  refused,
  reply,
  row,
  seen,
  tcp,
  tls,
  tunnel,
  works,
} from "./observations.ts";

const extra: Partial<TlsFacts> = { anchor: { kind: "extra", subject: "CN=X" } };
const inside = (facts: Partial<TlsFacts>) => seen(row("a"), tcp(), open(), tls(facts), http(403));

test("plain and intercepted answers can be another's, what comes inside a clean TLS connection cannot", () => {
  expect(wayAnswerOf(seen(row("a", plain), tcp(), http(403)))?.reply.status).toBe(403);
  expect(wayAnswerOf(inside(extra))?.reply.status).toBe(403);
  expect(wayAnswerOf(inside(badCertificate("certificate-untrusted")))?.reply.status).toBe(403);
  for (const kind of ["public", "server"] as const) {
    expect(wayAnswerOf(inside({ anchor: { kind, subject: "CN=X" } }))).toBeNull();
  }
  expect(wayAnswerOf(inside({}))).toBeNull();
  expect(wayAnswerOf(inside({ ...extra, publiclyMarked: true }))).toBeNull();
  expect(wayAnswerOf(seen(row("a"), tcp(), refused("denied")))).toBeNull();
});

test("the proxy's own refusals are its own, of a tunnel and of a plain request", () => {
  const denied = seen(row("a"), tcp(), refused("denied"));
  const page = seen(row("b", plain), tcp(), failed(http(403, { refusal: refusal("denied") }), "refused-by-proxy"));
  expect(connectAnswerOf(denied)?.reply.status).toBe(403);
  expect(connectAnswerOf(page)).toBeNull();
  expect(proxyAnswerOf(page)?.reply.status).toBe(403);
  expect(proxyAnswerOf(seen(row("c"), tcp(), open(), tls(), failed(http(), "timed-out")))).toBeNull();
});

test("a redirect into the company's network is no sign where NO_PROXY names the server", () => {
  const answers = (more: object) => {
    const exchange = http(302);
    const headers: [string, string][] = [["location", "http://10.0.0.1/blocked"]];
    if (exchange.facts.protocol === "http") exchange.facts.reply = reply(302, "Found", headers);
    return wayAnswerOf(seen(row("a", { ...plain, ...more }), tcp(), exchange))!;
  };
  expect(answers(direct).redirect?.local).toBe(true);
  expect(saysNo(answers(direct))).toBe(true);
  const own = { route: { kind: "direct", reason: "no_proxy", entry: ".example.test" } };
  expect(answers(own).redirect?.local).toBe(false);
});

test("what the proxy shows itself as, in any reply of its own", () => {
  const named = tunnel({ reply: reply(200, "OK", [["via", "1.1 gate (squid/6.1)"]]) });
  const shown = seen(row("b"), tcp(), named, tls(), http());
  expect(productOfProxy([works("a")], evidence([works("a"), shown]))?.id).toBe("squid");
  expect(productOfProxy([works("a", direct)], evidence([shown]))).toBeNull();
  expect(productOfProxy([works("a")], evidence([works("a")]))).toBeNull();
});
