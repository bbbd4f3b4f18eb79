import { expect, test } from "vitest";
import { actors, failed, findings, open, row, seen, summary, tcp, tls } from "../observations.ts";

test.each(["reset", "closed"] as const)("%s at the ClientHello inside the tunnel", (code) => {
  const cut = failed(tls({ verified: null, version: null }), code);
  const result = findings([seen(row("a"), tcp(), open(), cut), seen(row("b"), tcp(), open(), cut)]);
  expect(summary(result)).toEqual(["tunnel-reset error: a b"]);
  expect(actors(result[0]!)).toEqual(["proxy-admin", "firewall-admin"]);
  expect(result[0]!.why).toContain("Usually");
});
