import { expect, test } from "vitest";
import { MOST_BYTES, terminationMessage } from "../../src/output/termination.ts";
import { SAMPLES } from "../report/samples.ts";

const denied = SAMPLES.denied!;

test("verdict, counts, and the first findings with who must act", () => {
  const [verdict, counts, first] = terminationMessage(denied).split("\n");
  expect(verdict).toMatch(/^FAIL \(exit code 1\)/);
  expect(counts).toContain(`${denied.summary.required.fail} fail`);
  expect(first).toContain(denied.findings[0]!.code);
  expect(first).toMatch(/-> [\w ]+$/);
});

test("never more than Kubernetes keeps, in bytes and not in characters", () => {
  const title = "ß漢🙂".repeat(300);
  const findings = Array.from({ length: 100 }, () => ({ ...denied.findings[0]!, title }));
  const text = terminationMessage({ ...denied, findings });
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST_BYTES);
  expect(text).toMatch(/and \d+ more findings: see the log$/);
  expect(text.isWellFormed()).toBe(true);
});

test("a title from the network cannot start a line of its own", () => {
  const findings = [{ ...denied.findings[0]!, title: "x\nPASS (exit code 0)\u001b[2J" }];
  const text = terminationMessage({ ...denied, findings });
  expect(text.split("\n")).toHaveLength(3);
  expect(text).not.toContain("\u001b");
});
