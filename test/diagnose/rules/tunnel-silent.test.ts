import { expect, test } from "vitest";
import { actors, failed, findings, open, row, seen, summary, tcp, tls, works } from "../observations.ts";

test("no answer to the ClientHello inside the tunnel", () => {
  const result = findings([works("ok"), seen(row("a"), tcp(), open(), failed(tls({ verified: null }), "timed-out"))]);
  expect(summary(result)).toEqual(["tunnel-silent error: a"]);
  expect(actors(result[0]!)).toEqual(["proxy-admin", "firewall-admin"]);
  expect(result[0]!.why).toContain("MTU");
});
