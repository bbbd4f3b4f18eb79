import { expect, test } from "vitest";
import { actors, direct, failed, findings, open, row, seen, summary, tcp, tls } from "../observations.ts";

test("gRPC without h2, proxied and direct", () => {
  const cut = failed(tls({ alpn: null }), "http2-not-offered");
  const result = findings([seen(row("pubsub", { protocol: "grpc" }), tcp(), open(), cut)]);
  expect(summary(result)).toEqual(["http2-not-offered error: pubsub"]);
  expect(actors(result[0]!)).toEqual(["proxy-admin", "operator"]);
  expect(result[0]!.remedies[0]!.verify).toContain("-alpn h2 -proxy proxy.corp.test:3128");
  expect(actors(findings([seen(row("p", { ...direct, protocol: "grpc" }), tcp(), cut)])[0]!)[0]).toBe("firewall-admin");
});
