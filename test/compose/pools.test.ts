// A proxy's name that stands for two nodes, of which one is not there.

import { expect, test } from "vitest";
import { reportOf } from "./scenario.ts";

// The patient's Squid runs during cures alone.
test("everything passes by the node that is there, and the other one is named", async () => {
  const report = await reportOf({
    name: "one of two nodes is down",
    proxy: "http://pool:3128",
    expected: { exit: 0, summary: "warn", findings: [["proxy-node-bad", []]] },
  });
  expect(report.summary).toMatchObject({ exitCode: 0, verdict: "warn" });
  expect(report.checks.filter(({ verdict }) => !["pass", "warn"].includes(verdict))).toEqual([]);
  // Which check is asked by both addresses is chance: the first one that has its tunnel.
  expect(report.findings.map(({ code, severity, affects }) => [code, severity, affects.length])).toEqual([
    ["proxy-node-bad", "warning", 1],
  ]);
  expect(report.findings[0]!.evidence.join("\n")).toMatch(/198\.18\.91\.10: opened the tunnel.*: tcp refused/s);
});
