import { expect, test } from "vitest";
import { actors, clientOf, failed, findings, library, row, seen, summary, tcp, way, works } from "../observations.ts";

const path = works("api");
const check = clientOf(row("api"), "fetch");

test.each(["client-failed", "timed-out", "closed", "reset"] as const)(
  "%s, where our own probe gets through",
  (code) => {
    const result = findings([path, seen(check, failed(library("undici 8.12.4", way(check, "proxy")), code))]);
    expect(summary(result)).toEqual(["client-disagrees error: client:api"]);
    expect(result[0]?.title).toContain("undici 8.12.4 does not reach api.example.test:443");
    expect(result[0]?.evidence.join()).toContain(
      "CONNECT api.example.test:443 by proxy.corp.test:3128 (192.0.2.1): 200",
    );
    expect(actors(result[0]!)).toEqual(["operator", "carto-support"]);
  },
);

test("both fail: the fault is that of the path, and its row is the client's too", () => {
  const down = seen(row("api"), failed(tcp(), "refused"));
  const stuck = seen(check, failed(library("x", way(check, "proxy", null)), "closed"));
  expect(summary(findings([down, stuck]))).toEqual(["proxy-refused error: api client:api"]);
});

test("by another route than foretold for it: a warning, since it works", () => {
  const excluded = { route: { kind: "direct", reason: "warehouse-bypass", entry: null } } as const;
  const open = works("api", excluded);
  const result = findings([open, seen({ ...check, ...excluded }, library("x 9.0", way(check, "proxy")))]);
  expect(summary(result)).toEqual(["client-disagrees warning: client:api"]);
  expect(result[0]?.title).toContain("x 9.0 reaches api.example.test:443 by another route");
});

test("it gets through as foretold", () => {
  expect(findings([path, seen(check, library("x", way(check, "proxy")))])).toEqual([]);
});
