import { expect, test } from "vitest";
import {
  answersHttp,
  failureAtProxy,
  opensTunnels,
  proxyOf,
  refusalOf,
  speaksTlsToUs,
  speechOf,
} from "../../src/diagnose/proxy-record.ts";
import {
  direct,
  evidence,
  failed,
  http,
  open,
  PROXY,
  plain,
  proxyTls,
  refused,
  row,
  seen,
  speaks,
  TLS_PROXY,
  tcp,
  tls,
  tunnel,
  unanswered,
  viaTlsProxy,
  works,
} from "./observations.ts";

test("what a run shows of a proxy is kept apart from what it shows of another", () => {
  const run = evidence([works("a"), seen(row("b", viaTlsProxy), tcp(), failed(proxyTls(), "reset"))]);
  expect([opensTunnels(PROXY, run), opensTunnels(TLS_PROXY, run)]).toEqual([true, false]);
  expect([answersHttp(PROXY, run), answersHttp(TLS_PROXY, run)]).toEqual([true, false]);
  expect(speaksTlsToUs(TLS_PROXY, run)).toBe(false);
  expect(speaksTlsToUs(TLS_PROXY, evidence([seen(row("c", viaTlsProxy), tcp(), proxyTls())]))).toBe(true);
});

test("a refusal is an answer and no tunnel; a plain reply is an answer", () => {
  const denied = evidence([seen(row("a"), tcp(), refused("denied"))]);
  expect([answersHttp(PROXY, denied), opensTunnels(PROXY, denied)]).toEqual([true, false]);
  expect(answersHttp(PROXY, evidence([seen(row("a", plain), tcp(), http())]))).toBe(true);
  expect(answersHttp(PROXY, evidence([seen(row("a"), tcp(), failed(tunnel(), "closed"))]))).toBe(false);
});

test("failures at the proxy: of CONNECT and of a plain request, not behind the tunnel", () => {
  expect(failureAtProxy(seen(row("a"), tcp(), failed(tunnel(), "closed")))).toBe("closed");
  expect(failureAtProxy(seen(row("a", plain), tcp(), failed(unanswered(), "closed")))).toBe("closed");
  expect(failureAtProxy(seen(row("a"), tcp(), open(), tls(), failed(unanswered(), "closed")))).toBeNull();
  expect(refusalOf(seen(row("a"), tcp(), refused("denied")))?.kind).toBe("denied");
  expect(refusalOf(works("a"))).toBeNull();
  expect(proxyOf(seen(row("a", direct)))).toBeNull();
});

test("speech: one's own first, then what others heard; silence is no speech", () => {
  const own = seen(row("a"), tcp(), failed(tunnel({ speaks: speaks("ssh") }), "not-http"));
  const none = seen(row("b"), tcp(), failed(tunnel({ speaks: speaks("nothing") }), "closed"));
  const other = seen(row("c"), tcp(), failed(tunnel({ speaks: speaks("tls") }), "closed"));
  expect(speechOf(own, evidence([other, own]))?.protocol).toBe("ssh");
  expect(speechOf(none, evidence([none, other]))?.protocol).toBe("tls");
  expect(speechOf(none, evidence([none]))).toBeNull();
});
