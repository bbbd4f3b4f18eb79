// The matrix itself: what lies on its diagonal, and what it calls confused.

import { expect, test } from "vitest";
import { confusionMatrix } from "./confusion.ts";

test("what is given for itself lies on the diagonal, twice told twice", () => {
  const { diagonal, confused, text } = confusionMatrix([
    { how: "one", injected: ["proxy-denied"], given: ["proxy-denied"] },
    { how: "both", injected: ["proxy-denied", "tls-expired"], given: ["tls-expired", "proxy-denied"] },
    { how: "all is well", injected: [], given: [] },
  ]);
  expect([...diagonal]).toEqual([
    ["proxy-denied", 2],
    ["tls-expired", 1],
    ["nothing", 1],
  ]);
  expect(confused).toEqual([]);
  expect(text).toContain("Off the diagonal: nothing");
});

test.each([
  [["a"], ["b"], ["a -> b"]],
  [["a"], [], ["a -> nothing"]],
  [[], ["b"], ["nothing -> b"]],
  [["a"], ["a", "b"], ["a -> b"]],
  [["a", "b"], ["b"], ["a -> nothing"]],
])("injected %j and given %j", (injected, given, cells) => {
  const { confused, text } = confusionMatrix([{ how: "so", injected, given }]);
  expect(confused).toEqual([`${cells.join(", ")}: so`]);
  for (const cell of cells) expect(text).toMatch(new RegExp(`^  ${cell}   1$`, "m"));
});
