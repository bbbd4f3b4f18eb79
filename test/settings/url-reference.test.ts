import { expect, test } from "vitest";
import { insertReferences, isWholeReference } from "../../src/settings/url-reference.ts";

test("only ${NAME} is a reference", () => {
  const env = { A: "1", A_B2: "2" };
  expect(insertReferences("${A}-${A_B2}-$A-${}-${2}-${a-b}-{A}", env, "x")).toBe("1-2-$A-${}-${2}-${a-b}-{A}");
  expect(isWholeReference("${A}")).toBe(true);
  expect(isWholeReference("${A}x")).toBe(false);
  expect(isWholeReference("${A}${B}")).toBe(false);
});

test("what stands between is decoded, what is inserted is not", () => {
  expect(insertReferences("%41${A}%42", { A: "%43" }, "x", decodeURIComponent)).toBe("A%43B");
});
