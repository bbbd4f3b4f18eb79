// The expected values are what docker compose v2 reads, by the grammar of compose-go 2.13.

import { describe, expect, test } from "vitest";
import { envSource } from "../../../src/settings/dotenv/env-file.ts";
import { UsageError } from "../../../src/settings/usage-error.ts";

const read = (text: string, environment: Record<string, string> = {}) => envSource(".env", text, environment);
const value = (text: string, environment: Record<string, string> = {}) => read(text, environment).variables;

describe("values as docker compose v2 reads them", () => {
  test.each([
    ["A=plain", "plain"],
    ["A=", ""],
    ['A=""', ""],
    ["A=  spaced  ", "spaced"],
    ["A = b", "b"],
    ["A: yaml-like", "yaml-like"],
    ["A:http://proxy:3128", "http://proxy:3128"],
    ["export A=b", "b"],
    ["   export   A=b", "b"],
    ["A=b # a comment", "b"],
    ["A=b#c", "b#c"],
    ["A=b\t# no comment: a blank must stand before it", "b\t# no comment: a blank must stand before it"],
    ["A=# not a comment", "# not a comment"],
    ['A="b # c" # comment', "b # c"],
    ["A='b # c'", "b # c"],
    ['A="one\ntwo"', "one\ntwo"],
    ["A='one\ntwo'", "one\ntwo"],
    ['A="one\\ntwo\\t\\"three\\""', 'one\ntwo\t"three"'],
    ["A='one\\ntwo'", "one\\ntwo"],
    ["A='it\\'s'", "it's"],
    ['A="back\\\\slash"', "back\\slash"],
    ['A="\\0101"', "A"],
    ['A="\\x41"', "\\x41"],
    ["A=one\\ntwo", "one\\ntwo"],
    ['A=b"c"', 'b"c"'],
    ['A=b "c d"', 'b "c d"'],
    ["A=b\r\n", "b"],
    ['A="b"\r\n', "b"],
    ["# comment\n\n  # another\nA=b", "b"],
    ["A=first\nA=second", "second"],
    ["A=ünï", "ünï"],
  ])("%j", (text, expected) => {
    expect(value(text).A).toBe(expected);
  });

  test("what follows a closing quote is the next statement, on the same line too", () => {
    expect(value(`A="b"C=d`)).toEqual({ A: "b", C: "d" });
  });

  test("a name without a value is the process's, where it has one", () => {
    expect(value("A\nB\nC=1\n", { A: "shell" })).toEqual({ A: "shell", C: "1" });
  });

  test("names that start with a digit are dropped", () => {
    expect(value("1A=x\nB=y")).toEqual({ B: "y" });
  });
});

describe("references", () => {
  test.each([
    ["A=${X}", "xx"],
    ["A=$X/y", "xx/y"],
    ["A=${X}${X}", "xxxx"],
    ['A="${X}"', "xx"],
    ["A='${X}'", "${X}"],
    ["A=${NONE}", ""],
    ["A=${NONE:-def}", "def"],
    ["A=${NONE-def}", "def"],
    ["A=${EMPTY:-def}", "def"],
    ["A=${EMPTY-def}", ""],
    ["A=${X:-def}", "xx"],
    ["A=${X:+set}", "set"],
    ["A=${NONE:+set}", ""],
    ["A=${NONE:-${X}}", "xx"],
    ["A=${NONE:-a${NONE:-b}c}", "abc"],
    ["A=$$X", "$X"],
    ['A="\\$X"', "$X"],
    ["A=${X:?needed}", "xx"],
  ])("%s", (text, expected) => {
    expect(value(`X=xx\nEMPTY=\n${text}`).A).toBe(expected);
  });

  test("the process comes before the file's own variables", () => {
    expect(value("X=file\nA=$X", { X: "process" }).A).toBe("process");
  });

  test.each(["A=pa$1s", "A=${X", "A=${}", "A=$", "A=${NONE:?needed}", "A=${X!}"])(
    "%s is refused by compose v2: a problem, and the text as 1.29 takes it",
    (text) => {
      const { variables, problems } = read(text);
      expect(problems).toMatchObject([{ kind: "bad-value", from: { source: ".env", line: 1, key: "A" } }]);
      expect(problems![0]!.text).toContain("docker compose v2 refuses the file");
      expect(problems![0]!.found).toBe("[redacted]");
      expect(variables.A).toBe(text.slice(2));
    },
  );

  test.each(["$", "'$"])("a bomb of references ends in bounded time and memory (%s)", (quote) => {
    const four = (index: number) => `\${A${index}}`.repeat(4);
    const line = (index: number) => `A${index + 1}=${quote === "$" ? four(index) : `'${four(index)}'`}`;
    const text = `A0=xxxxxxxxxx\n${Array.from({ length: 60 }, (_, index) => line(index)).join("\n")}\nHTTP_PROXY=x`;
    const { variables, problems } = read(text);
    expect(Math.max(...Object.values(variables).map((each) => each!.length))).toBeLessThan(700_000);
    expect(problems!.some(({ text: said }) => said.includes("longer than a variable can be"))).toBe(quote === "$");
  });
});

describe("places", () => {
  test("each variable has its line, after multi-line values too", () => {
    const { places } = read('# top\n\nA="one\ntwo"\nexport HTTP_PROXY=http://p:1\r\n\n  B=c\nA=again');
    expect(Object.values(places ?? {}).map(({ key, line }) => [key, line])).toEqual([
      ["A", 8],
      ["HTTP_PROXY", 5],
      ["B", 7],
    ]);
  });
});

test("a proxy variable that stands twice with different values is a problem, and the later one counts", () => {
  const { variables, problems } = read(
    "HTTP_PROXY=http://a:1\nX=1\nX=2\nNO_PROXY=a\nNO_PROXY=a\nHTTP_PROXY=http://b:2\n",
  );
  expect(variables.HTTP_PROXY).toBe("http://b:2");
  expect(problems).toMatchObject([{ kind: "conflict", from: { line: 6, key: "HTTP_PROXY" } }]);
  expect(problems![0]!.text).toContain("line 1 too");
});

describe("what breaks the grammar ends with file, line and fix", () => {
  test.each([
    ["A=b\nnot a variable=x", "line 2: a name holds a blank"],
    ["A=b\n\nB C\n", "line 3: a name holds a blank"],
    ["A=b\nA%=x", 'line 2: a name cannot hold "%"'],
    ['A=b\nB="open\nC=d', "line 2: the double quote that the value of B starts with is never closed"],
    ["B='open", "line 1: the single quote"],
    ["//comment\n", 'line 1: a name cannot hold "/"'],
  ])("%j", (text, message) => {
    expect(() => read(text)).toThrow(UsageError);
    expect(() => read(text)).toThrow(`--env-file .env, ${message}`);
  });

  test("no piece of a value is in the message", () => {
    expect(() => read('PASSWORD="canary-secret\nX=y')).toThrow(/^(?!.*canary).*$/s);
  });
});

describe("what docker-compose 1.29 reads otherwise", () => {
  test.each([
    ["HTTP_PROXY=$BASE", "HTTP_PROXY"],
    ["HTTPS_PROXY:http://proxy:3128", "HTTPS_PROXY"],
    ["NO_PROXY='${BASE}'", "NO_PROXY"],
    ["NO_PROXY=a,b\t# comment", "NO_PROXY"],
    ["NODE_EXTRA_CA_CERTS=${NONE-/usr/src/certs/ca.crt}", "NODE_EXTRA_CA_CERTS"],
  ])("%s is a problem of the value", (text, name) => {
    const problems = read(`BASE=http://proxy:3128\n${text}`).problems ?? [];
    expect(problems.map(({ from }) => from)).toEqual([{ source: ".env", line: 2, key: name }]);
    expect(problems[0]!.text).toContain("docker-compose 1.29");
  });

  test("it is silent where both read the same, and about other variables", () => {
    expect(read('HTTP_PROXY="http://proxy:3128"\nNO_PROXY=localhost,.svc # c\nOTHER=$X').problems).toEqual([]);
  });

  test("no login of a proxy is in it", () => {
    const [problem] = read("HTTP_PROXY=http://ana:canary@proxy:3128\t# c").problems!;
    expect(JSON.stringify(problem)).not.toMatch(/canary|ana:/);
  });
});

test("kind and deployment come from the name", () => {
  expect(envSource("a/customer.env", "A=b", {})).toMatchObject({ kind: "customer-env", folder: "a" });
  expect(envSource("prod.env", "A=b", {})).toMatchObject({ kind: "env", facts: { deployment: { kind: "vm" } } });
});
