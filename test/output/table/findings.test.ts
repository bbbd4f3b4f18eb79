import { expect, test } from "vitest";
import type { Finding } from "../../../src/diagnose/finding.ts";
import { findings } from "../../../src/output/table/findings.ts";
import { check, denied, finding, reportOf } from "../../report/samples.ts";

const style = { width: 160, color: false, detail: "normal" } as const;
const remedy = (who: Finding["remedies"][number]["who"]) => [{ who, do: "Do it." }];

function show(found: Finding[], detail: "normal" | "verbose" = "normal"): string[] {
  const checks = Array.from({ length: 9 }, (_, index) =>
    check(`c${index}`, { need: index < 5 ? "required" : "optional" }),
  );
  const report = reportOf({ checks, observations: checks.map(() => denied), findings: found });
  return findings(report, { ...style, detail });
}

test("grouped by who must act first; errors, then the most required checks, on top", () => {
  const lines = show([
    finding({
      code: "proxy-url-credentials",
      severity: "warning",
      affects: ["c0", "c1", "c2"],
      remedies: remedy("operator"),
    }),
    finding({ code: "proxy-denied", affects: ["c0"], remedies: remedy("proxy-admin") }),
    finding({ code: "direct-blocked", affects: ["c5", "c6", "c7"], remedies: remedy("firewall-admin") }),
    finding({
      code: "proxy-dns-failure",
      affects: ["c3", "c4"],
      remedies: [...remedy("proxy-admin"), ...remedy("operator")],
    }),
    finding({ code: "proxy-not-configured", severity: "notice", remedies: [] }),
  ]);
  const order = lines.filter((line) => /^\S/.test(line)).map((line) => line.match(/\[([a-z-]+)\]$/)?.[1] ?? line);
  expect(order).toEqual([
    "PROXY ADMINISTRATOR - 2 findings, 3 checks affected",
    "proxy-dns-failure",
    "proxy-denied",
    "FIREWALL ADMINISTRATOR - 1 finding, 3 checks affected",
    "direct-blocked",
    "CARTO OPERATOR - 1 finding, 3 checks affected",
    "proxy-url-credentials",
    "FOR INFORMATION - 1 finding",
    "proxy-not-configured",
  ]);
});

test("a finding tells its cause, why, what was seen, whom it affects, what to do and how to verify", () => {
  const text = show([finding({ affects: ["c0"], cause: "proxy-not-configured" })]).join("\n");
  for (const label of ["ERROR ", "Why ", "Seen ", "Affects ", "Cause ", "Do ", "Verify "])
    expect(text).toContain(label);
  expect(text).toContain("1 check: c0");
  expect(text).toContain("proxy administrator: Let the CARTO host");
  expect(text).toContain("http_access allow CONNECT carto");
});

test("many checks are cut to six, except where every detail is asked for", () => {
  const affects = Array.from({ length: 9 }, (_, index) => `c${index}`);
  expect(show([finding({ affects })]).join(" ")).toContain("c4, c5 and 3 more");
  expect(show([finding({ affects })], "verbose").join(" ")).toContain("c7, c8");
});

test("nothing found, nothing said", () => {
  expect(show([])).toEqual([]);
});
