import { expect, test } from "vitest";
import { comment, commentedItem } from "../../src/handoff/comment.ts";

test("long text goes on in a line of its own, with the same lead", () => {
  const lines = comment("word ".repeat(60), "  ");
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) expect(line).toMatch(/^ {2}# (word ?)+$/);
  expect(commentedItem("word ".repeat(60))[1]).toMatch(/^# {3}word/);
});

test.each(["a\nb", "a\r\nb", "a\rb", "a\u2028b", "a\u2029b", "a\u0085b", "a\u000bb", "a\u000cb"])(
  "%j stays one line",
  (text) => {
    expect(comment(text)).toHaveLength(1);
    expect(comment(text)[0]).toMatch(/^# a(\\x[0-9a-f]{2}|\\u[0-9a-f]{4}| )b$/);
  },
);
