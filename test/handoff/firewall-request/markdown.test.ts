import { expect, test } from "vitest";
import { markdown } from "../../../src/handoff/firewall-request/markdown.ts";
import type { RequestedRow } from "../../../src/handoff/firewall-request.ts";
import { handoffOf } from "../handoff-of.ts";
import { cellsOf } from "../records.ts";

const ROW: RequestedRow = {
  at: "proxy",
  from: "CARTO's services",
  host: "*.example.com",
  port: 443,
  protocol: "HTTPS",
  need: "required",
  why: "Why.",
  without: "Nothing works.",
  observed: "",
  ids: ["a"],
};

test.each([
  "a | b",
  "a \\| b",
  "a\n| b | c |",
  "a\n\n# Heading",
  "[click](http://evil)",
  "![x](http://evil/pixel)",
  "<img src=x onerror=alert(1)>",
  "`code`",
  "**bold** _it_ ~~no~~",
  "&lt;script&gt;",
])("%j stays text in its cell", (why) => {
  const text = markdown([{ ...ROW, why }], handoffOf({ only: ["none-of-these"] }));
  const [cells] = cellsOf(text);
  expect(cellsOf(text)).toHaveLength(1);
  expect(cells).toHaveLength(7);
  expect(cells![5]).not.toMatch(/(?<!\\)[[\]`*_<>!#~|]/);
  expect(text.split("\n").filter((line) => line.startsWith("#"))).toHaveLength(2);
});
