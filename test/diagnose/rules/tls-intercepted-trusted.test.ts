import { expect, test } from "vitest";
import type { TlsFacts } from "../../../src/probe/observation.ts";
import { actors, certificate, failed, findings, http, open, row, seen, summary, tcp, tls } from "../observations.ts";

const facts: Partial<TlsFacts> = {
  anchor: { kind: "extra", subject: "CN=Gateway CA, O=Corp" },
  chain: [certificate({ issuer: "CN=Gateway CA, O=Corp" })],
};
const passes = (id: string, host: string) => seen(row(id, { host }), tcp(), open(), tls(facts), http());
const ca = { extraCa: { file: "/certs/corp.crt", certificates: 1, problem: null } };

test("what passes only for the extra CA is warned of, once for each issuer", () => {
  const [finding, ...others] = findings([passes("a", "a.example.com"), passes("b", "b.example.net")], ca);
  expect(others).toEqual([]);
  expect(summary([finding!])).toEqual(["tls-intercepted-trusted warning: a b"]);
  expect(actors(finding!)).toEqual(["proxy-admin", "operator"]);
  expect(finding!.why).toContain("/certs/corp.crt");
});

test("a check that fails for a reason of its own is that reason's", () => {
  const grpc = row("g", { host: "g.example.org", protocol: "grpc" });
  const stripped = seen(grpc, tcp(), open(), failed(tls(facts), "http2-not-offered"));
  expect(summary(findings([passes("a", "a.example.com"), passes("b", "b.example.net"), stripped], ca))).toEqual([
    "http2-not-offered error: g",
    "tls-intercepted-trusted warning: a b",
  ]);
});
