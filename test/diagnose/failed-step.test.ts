import { expect, test } from "vitest";
import { failedStep, failureIn, gotThrough, stepOf } from "../../src/diagnose/failed-step.ts";
import { clientOf, database, dns, failed, login, row, seen, tcp, tls, works } from "./observations.ts";

test("the first failed step of a check that was measured", () => {
  const observed = seen(row("a"), dns("p"), failed(tcp(), "refused"), failed(tls(), "closed"));
  expect(failedStep(observed)).toMatchObject({ phase: "tcp", failure: { code: "refused" } });
  expect([failureIn(observed, "tcp"), failureIn(observed, "dns", "tls")]).toEqual(["refused", null]);
  expect(stepOf(observed, "dns")?.facts.name).toBe("p");
  expect(stepOf(observed, "tunnel")).toBeNull();
});

test("what was cut off or left out has neither failed nor got through", () => {
  for (const outcome of ["unknown", "skipped"] as const) {
    const { check, observation } = seen(row("a"), failed(tcp(), "timed-out"));
    const observed = { check, observation: { ...observation, outcome } };
    expect([failedStep(observed), gotThrough(observed)]).toEqual([null, false]);
  }
  expect(gotThrough(works("a"))).toBe(true);
});

test.each([
  ["name-not-found", "dns"],
  ["refused", "tcp"],
  ["certificate-untrusted", "tls"],
  ["timed-out", "login"],
  ["reset", "login"],
  ["login-failed", "login"],
] as const)("a client library's %s belongs to %s", (code, phase) => {
  expect(failedStep(seen(clientOf(database()), failed(login(), code)))?.phase).toBe(phase);
});
