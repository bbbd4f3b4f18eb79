import { expect, test } from "vitest";
import { unchunk } from "../../src/probe/reply-body.ts";

test.each<[string, string, boolean]>([
  ["0\r\n\r\n", "", true],
  ["5\r\nhello\r\n0\r\n\r\n", "hello", true],
  ["5;name=value\r\nhello\r\n1\r\n!\r\n0\r\nTrailer: x\r\n\r\n", "hello!", true],
  ["A\r\n0123456789\r\n", "0123456789", false],
  ["A\r\n0123", "0123", false],
  ["5\r\nhello\r\n", "hello", false],
  ["", "", false],
  ["zz\r\nhello\r\n", "", true],
])("%j", (bytes, body, whole) => {
  const seen = unchunk(Buffer.from(bytes));
  expect([seen.body.toString(), seen.whole]).toEqual([body, whole]);
});
