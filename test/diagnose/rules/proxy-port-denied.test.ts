import { expect, test } from "vitest";
import type { ObservedCheck } from "../../../src/diagnose/evidence.ts";
import { findings, one, open, refused, row, seen, snippets, summary, tcp, works } from "../observations.ts";

const odd = row("a", { port: 8443 });

function tried(opened: boolean): ObservedCheck {
  const { check, observation } = seen(odd, tcp(), refused("denied"));
  const port443 = { proxy: "p", target: "a.example.test:443", opened, failure: null, ms: 1 };
  return { check, observation: { ...observation, followUp: { port443 } } };
}

test("the same host is let through on 443: asked for, or by another check", () => {
  expect(summary(findings([tried(true)]))).toEqual(["proxy-port-denied error: a"]);
  const planned = works("b", { host: odd.host });
  expect(summary(findings([seen(odd, tcp(), refused("denied")), planned]))).toEqual(["proxy-port-denied error: a"]);
  expect(snippets(one(findings([tried(true)]), "proxy-port-denied"))).toContain("port 8443");
});

test("not let through on 443, or only another host is: the host is denied", () => {
  expect(summary(findings([tried(false)]))).toEqual(["proxy-denied error: a"]);
  expect(summary(findings([seen(odd, tcp(), refused("denied")), works("b")]))).toEqual(["proxy-denied error: a"]);
});

test("another proxy's tunnel says nothing of this one", () => {
  const elsewhere = row("b", {
    host: odd.host,
    route: { kind: "proxy", proxy: "http://other.test:3128", reason: "http_proxy", form: "tunnel" },
  });
  const result = findings([seen(odd, tcp(), refused("denied")), seen(elsewhere, tcp(), open())]);
  expect(summary(result)).toEqual(["proxy-denied error: a"]);
});
