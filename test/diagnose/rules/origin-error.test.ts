import { expect, test } from "vitest";
import { actors, findings, http, open, plain, row, seen, summary, tcp, tls, works } from "../observations.ts";

test.each([500, 503, 599])("status %d of the origin's own is a warning", (status) => {
  const result = findings([seen(row("a"), tcp(), open(), tls(), http(status)), works("b")]);
  expect(summary(result)).toEqual(["origin-error warning: a"]);
  expect(result[0]!.title).toContain(String(status));
  expect(actors(result[0]!)).toEqual(["operator", "carto-support"]);
});

test.each([200, 401, 404, 499])("status %d is an answer", (status) => {
  expect(findings([seen(row("a"), tcp(), open(), tls(), http(status))])).toEqual([]);
});

test("gRPC over HTTP/2", () => {
  const answer = {
    phase: "exchange",
    ms: 1,
    ok: true,
    facts: { protocol: "grpc", status: 502, contentType: null, grpcStatus: null },
  } as const;
  expect(summary(findings([seen(row("a", { protocol: "grpc" }), tcp(), open(), tls(), answer)]))).toEqual([
    "origin-error warning: a",
  ]);
});

test("to a plain request by the proxy it says that it can be the proxy's, and sends there too", () => {
  const [finding] = findings([seen(row("p", plain), tcp(), http(502))]);
  expect(finding).toMatchObject({ code: "origin-error", severity: "warning" });
  expect(finding!.title).toContain("from the target or from the proxy");
  expect(finding!.why).not.toContain("the target itself answers");
  expect(actors(finding!)).toEqual(["operator", "proxy-admin", "carto-support"]);
});
