import { expect, test } from "vitest";
import { actors, failed, findings, open, row, seen, snippets, summary, tcp, tls } from "../observations.ts";

test.each(["reset", "closed"] as const)("%s at the ClientHello inside the tunnel", (code) => {
  const cut = failed(tls({ verified: null, version: null }), code);
  const result = findings([seen(row("a"), tcp(), open(), cut), seen(row("b"), tcp(), open(), cut)]);
  expect(summary(result)).toEqual(["tunnel-reset error: a b"]);
  expect(actors(result[0]!)).toEqual(["proxy-admin", "firewall-admin"]);
  expect(result[0]!.why).toContain("Usually");
});

test("in Squid's language it is ssl_bump that has to let them pass: CONNECT was allowed", () => {
  const cut = failed(tls({ verified: null, version: null }), "reset");
  const lines = snippets(findings([seen(row("a"), tcp(), open(), cut)])[0]!)
    .trim()
    .split("\n");
  expect(lines.slice(0, 1)).toEqual([expect.stringMatching(/^# above the first ssl_bump line/)]);
  expect(lines.slice(1)).toEqual([
    "acl carto_not_inspected ssl::server_name a.example.test",
    "ssl_bump splice carto_not_inspected",
  ]);
});
