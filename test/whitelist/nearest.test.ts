import { expect, it } from "vitest";
import { nearestName } from "../../src/whitelist/nearest.ts";

it.each([
  ["portt", "port"],
  ["leaves-from", "leavesFrom"],
  ["LEAVESFROM", "leavesFrom"],
  ["purpos", "purpose"],
  ["zzzzzzzzzz", null],
])("%s → %s", (word, nearest) => {
  expect(nearestName(word, ["host", "port", "purpose", "leavesFrom"])).toBe(nearest);
});
