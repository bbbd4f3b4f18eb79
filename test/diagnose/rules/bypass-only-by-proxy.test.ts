import { expect, test } from "vitest";
import type { ObservedCheck } from "../../../src/diagnose/evidence.ts";
import type { FailureCode } from "../../../src/probe/observation.ts";
import {
  actors,
  clientOf,
  database,
  failed,
  findings,
  login,
  one,
  seen,
  snippets,
  summary,
  tcp,
} from "../observations.ts";

function closed(code: FailureCode, opened: boolean): ObservedCheck {
  const { check, observation } = seen(database(), failed(tcp("db.example.test", 5432), code));
  const byProxy = {
    proxy: "http://proxy.corp.test:3128",
    target: "db.example.test:5432",
    opened,
    failure: null,
    ms: 1,
  };
  return { check, observation: { ...observation, followUp: { byProxy } } };
}

test.each(["timed-out", "unreachable", "not-permitted", "refused", "reset"] as const)(
  "%s, and the proxy opens it",
  (code) => {
    const result = findings([closed(code, true)]);
    expect(summary(result)).toEqual(["bypass-only-by-proxy error: postgres@db.example.test"]);
    const finding = one(result, "bypass-only-by-proxy");
    expect(actors(finding)).toEqual(["firewall-admin"]);
    expect(snippets(finding)).toContain("5432");
    expect(finding.evidence[0]).toContain("CONNECT db.example.test:5432 by http://proxy.corp.test:3128 was opened");
  },
);

test("where the proxy denies it too, it is blocked or refused as ever", () => {
  expect(summary(findings([closed("timed-out", false)]))).toEqual(["direct-blocked error: postgres@db.example.test"]);
  expect(summary(findings([closed("refused", false)]))).toEqual(["direct-refused error: postgres@db.example.test"]);
});

test("the driver's own check of the same server is the same fault", () => {
  const driver = seen(clientOf(database()), failed(login(), "timed-out"));
  const result = findings([closed("timed-out", true), driver]);
  expect(summary(result)).toEqual([
    "bypass-only-by-proxy error: postgres@db.example.test client:postgres@db.example.test",
  ]);
});
