import { expect, test } from "vitest";
import type { Correction } from "../../../src/diagnose/finding.ts";
import { correctDotenv } from "../../../src/handoff/corrections/dotenv.ts";

function change(key: string, value: string | null, found: string | null = "x"): Correction {
  return { source: ".env", line: found === null ? null : 1, key, found, value };
}

function corrected(text: string, ...corrections: Correction[]): string {
  return correctDotenv(text, corrections).text;
}

test("replaces the value alone: comment, blanks, export and quotation marks stay", () => {
  const text = "# top\nexport HTTP_PROXY = \"proxy:3128\"  # the proxy\nNO_PROXY='a,b'\nOTHER=1\n";
  expect(corrected(text, change("HTTP_PROXY", "http://proxy:3128"), change("NO_PROXY", "a,b,c"))).toBe(
    "# top\nexport HTTP_PROXY = \"http://proxy:3128\"  # the proxy\nNO_PROXY='a,b,c'\nOTHER=1\n",
  );
});

test("of several assignments the last counts and is replaced", () => {
  expect(corrected("A=1\nA=2\n", change("A", "3"))).toBe("A=1\nA=3\n");
});

test("a commented assignment is no assignment", () => {
  expect(corrected("#A=1\n", change("A", "3", null))).toBe("#A=1\nA=3\n");
});

test("a value over several lines is one value, and what it holds is no assignment", () => {
  const text = 'CERT="-----BEGIN\nHTTP_PROXY=inside\n-----END"\nHTTP_PROXY=x\n';
  expect(corrected(text, change("HTTP_PROXY", "http://p:1"))).toBe(
    'CERT="-----BEGIN\nHTTP_PROXY=inside\n-----END"\nHTTP_PROXY=http://p:1\n',
  );
});

test("adds a variable beside its other case, with the file's own line ends", () => {
  const text = "HTTP_PROXY=http://p:1\r\nLAST=1";
  expect(corrected(text, change("http_proxy", "http://p:1", null))).toBe(
    "HTTP_PROXY=http://p:1\r\nhttp_proxy=http://p:1\r\nLAST=1",
  );
});

test("adds to a file that does not end with a line end", () => {
  expect(corrected("A=1", change("HTTP_PROXY", "http://p:1", null))).toBe("A=1\nHTTP_PROXY=http://p:1\n");
});

test("removes every assignment of the name", () => {
  expect(corrected("a_proxy=1\nB=2\na_proxy=3\n", change("a_proxy", null))).toBe("B=2\n");
});

test("a value that needs it is quoted", () => {
  expect(corrected("A=1\n", change("A", 'two words "q" $HOME'))).toBe('A="two words \\"q\\" \\$HOME"\n');
});

test("a byte order mark stays", () => {
  expect(corrected("\ufeffA=1\n", change("A", "2"))).toBe("\ufeffA=2\n");
});

test("what stands in the file in another way is left, and said", () => {
  const { text, left } = correctDotenv("nothing here\n", [change("A", "2", "1")]);
  expect(text).toBe("nothing here\n");
  expect(left.map(({ reason }) => reason)).toEqual(["A is not written as NAME=value in the file"]);
});
