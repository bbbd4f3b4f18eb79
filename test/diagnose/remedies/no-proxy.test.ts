import { expect, test } from "vitest";
import type { ObservedCheck } from "../../../src/diagnose/evidence.ts";
import { takeOutOfNoProxy } from "../../../src/diagnose/remedies/no-proxy.ts";
import { row, seen, settings } from "../observations.ts";

const excluded = (entry: string | null): ObservedCheck[] => [
  seen(row("a", { route: { kind: "direct", reason: "no_proxy", entry } })),
];
const noProxy = { entries: ["localhost", ".example.test", "redis"], from: "NO_PROXY (.env)" };

test("what is left, in both cases of letters", () => {
  const change = takeOutOfNoProxy(excluded(".example.test"), settings({ noProxy }));
  expect(change.snippet).toEqual({ language: "dotenv", text: "NO_PROXY=localhost,redis\nno_proxy=localhost,redis" });
});

test("as values of the chart", () => {
  const helm = settings({ noProxy, deployment: "helm" });
  expect(takeOutOfNoProxy(excluded(".example.test"), helm).snippet?.text).toBe(
    'externalProxy:\n  excludedDomains:\n    - "localhost"\n    - "redis"',
  );
  const alone = settings({ noProxy: { ...noProxy, entries: [".example.test"] }, deployment: "helm" });
  expect(takeOutOfNoProxy(excluded(".example.test"), alone).snippet?.text).toContain("excludedDomains: []");
});

test("words alone where the entry is not known, or is not in the list", () => {
  expect(takeOutOfNoProxy(excluded(null), settings({ noProxy })).snippet).toBeUndefined();
  expect(takeOutOfNoProxy(excluded(".other"), settings({ noProxy })).snippet).toBeUndefined();
  expect(takeOutOfNoProxy(excluded("redis"), settings({ noProxy, deployment: "kots" })).snippet).toBeUndefined();
});
