// SIGTERM, as Kubernetes sends it, while a check waits for a host that never answers.

import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { docker } from "./compose.ts";
import { behindProxy, parseReport, runDoctorAlone } from "./doctor.ts";

const CONTAINER = "carto-proxy-lab-aborted";
const WAITING = "postgres@dropped";
/** The check itself would go on for this long. */
const PATIENCE_S = 100;

test("SIGTERM ends the run at once, with a whole report of what was done until then", async () => {
  const ending = runDoctorAlone(CONTAINER, behindProxy("http://squid:3128"), [
    "--json",
    ...["--timeout", `${PATIENCE_S}`, "--warehouse", "postgres://dropped/warehouse", "--only", WAITING],
  ]);
  await untilItWaits();
  const terminatedAt = Date.now();
  await docker("kill", "--signal", "TERM", CONTAINER);

  const ended = await ending;
  const report = parseReport(ended);
  expect(ended.exitCode).toBe(3);
  expect(report.summary.verdict).toBe("incomplete");
  expect(report.run.complete).toBe(false);
  expect(report.findings).toEqual([]);
  expect(report.checks.find((check) => check.id === WAITING)?.verdict).toBe("unknown");
  // The contract says one second. A busy machine may need more, but nowhere near what the check would have taken.
  const writtenAt = Date.parse(report.run.startedAt) + report.run.durationMs;
  expect(writtenAt - terminatedAt).toBeLessThan((PATIENCE_S * 1000) / 4);
});

/** Until the doctor's own SYN is unanswered: state 02 in /proc/net/tcp. */
async function untilItWaits(): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await hasUnansweredSyn())) {
    if (Date.now() > deadline) throw new Error("the doctor did not start to connect");
    await sleep(100);
  }
}

async function hasUnansweredSyn(): Promise<boolean> {
  try {
    const sockets = await docker("exec", CONTAINER, "cat", "/proc/net/tcp");
    return sockets.split("\n").some((line) => / 02 /.test(line.slice(0, 40)));
  } catch {
    // Not started yet.
    return false;
  }
}
