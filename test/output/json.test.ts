import { describe, expect, test } from "vitest";
import { json } from "../../src/output/json.ts";
import { SAMPLES } from "../report/samples.ts";

describe("the report comes back as it was", () => {
  test.each(Object.entries(SAMPLES))("%s", (_, report) => {
    const text = json(report);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(report)));
    expect(text.endsWith("}\n")).toBe(true);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });
});
