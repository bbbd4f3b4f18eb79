import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { formats } from "../../src/output/index.ts";
import { displayWidth } from "../../src/output/layout.ts";
import { SAMPLES } from "../report/samples.ts";

const DETAILS = ["normal", "quiet", "verbose"] as const;

for (const [format, output] of Object.entries(formats)) {
  describe(`every sample as ${format}`, () => {
    for (const [name, report] of Object.entries(SAMPLES)) {
      test.each([20, 80, 100, 160])(`${name}, %d columns`, (width) => {
        for (const detail of DETAILS) {
          const plain = output(report, { width, color: false, detail });
          expect(plain).toMatch(/\S\n$/);
          // Nothing that a network sent reaches the terminal as a command.
          expect(plain).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
          const colored = output(report, { width, color: true, detail });
          expect(stripVTControlCharacters(colored)).toBe(plain);
          if (format !== "table") continue;
          for (const line of plain.split("\n")) {
            expect(displayWidth(line)).toBeLessThanOrEqual(Math.max(80, width));
            expect(line).toBe(line.trimEnd());
          }
        }
      });
    }
  });
}

test("the input is left as it was", () => {
  const before = structuredClone(SAMPLES.denied);
  for (const output of Object.values(formats)) output(SAMPLES.denied!, { width: 80, color: true, detail: "verbose" });
  expect(SAMPLES.denied).toEqual(before);
});
