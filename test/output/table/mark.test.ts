import { describe, expect, test } from "vitest";
import { phaseMark, possiblePhases } from "../../../src/output/table/mark.ts";
import type { Check } from "../../../src/plan/check.ts";
import { type Observation, PHASES } from "../../../src/probe/observation.ts";
import {
  check,
  cut,
  denied,
  directRoute,
  passed,
  proxyRoute,
  refused,
  reportOf,
  skipped,
} from "../../report/samples.ts";

const https = "https://proxy.corp.example:3129";

describe("the phases that belong to a check", () => {
  test.each<[string, Partial<Check>, string]>([
    ["https by proxy", {}, "dns tcp tunnel tls exchange"],
    ["https by an HTTPS proxy", { route: { ...proxyRoute, proxy: https } }, "dns tcp proxy-tls tunnel tls exchange"],
    ["https, direct", { route: directRoute }, "dns tcp tls exchange"],
    ["plain http by proxy", { protocol: "http", route: { ...proxyRoute, form: "absolute" } }, "dns tcp exchange"],
    ["a proxy by address", { route: { ...proxyRoute, proxy: "http://10.0.0.5:3128" } }, "tcp tunnel tls exchange"],
    ["a proxy by IPv6 address", { route: { ...proxyRoute, proxy: "http://[::1]:3128" } }, "tcp tunnel tls exchange"],
    ["tcp to an address", { protocol: "tcp", host: "2001:db8::1", route: directRoute }, "tcp"],
    ["a client", { kind: "client", protocol: "postgres", route: directRoute }, "dns tcp exchange login"],
  ])("%s", (_, more, phases) => expect(possiblePhases(check("a", more)).join(" ")).toBe(phases));
});

describe("marks, phase by phase", () => {
  test.each<[string, Observation, string[]]>([
    ["passed", passed, ["ok", "ok", "", "ok", "ok", "ok", ""]],
    ["denied", denied, ["ok", "ok", "", "FAIL", "-", "-", ""]],
    ["refused", refused, ["ok", "FAIL", "", "-", "-", "-", ""]],
    ["cut", cut, ["ok", "ok", "", "?", "-", "-", ""]],
    ["cut before the first", { ...cut, phases: [] }, ["?", "-", "", "-", "-", "-", ""]],
    ["skipped", skipped, ["-", "-", "", "-", "-", "-", ""]],
  ])("%s", (_, observation, marks) => {
    const [reported] = reportOf({ checks: [check("a")], observations: [observation] }).checks;
    expect(PHASES.map((phase) => phaseMark(reported!, phase).text)).toEqual(marks);
  });
});
