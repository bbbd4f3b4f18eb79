import { expect, test } from "vitest";
import { readSettings } from "../../src/settings/read.ts";
import { redactor } from "../../src/settings/redaction.ts";
import { Secret } from "../../src/settings/secret.ts";

const CANARY = 'k3y"with/odd+signs=';
const redact = redactor({
  ...readSettings([]),
  secrets: [new Secret(CANARY), new Secret("carto"), new Secret("abc"), new Secret("required")],
});

test.each([
  ["plain", CANARY],
  ["inside a text", `value=${CANARY}.`],
  ["percent-encoded", encodeURIComponent(CANARY)],
  ["JSON", JSON.stringify(CANARY)],
  ["base64", Buffer.from(CANARY).toString("base64")],
  ["base64 of a longer text", Buffer.from(`user:${CANARY}!`).toString("base64")],
  ["base64url", Buffer.from(`x${CANARY}`).toString("base64url")],
  ["hex", Buffer.from(CANARY).toString("hex")],
])("a secret of a file is hidden: %s", (_, text) => {
  const redacted = redact(`<${text}>`);
  expect(redacted).toContain("[redacted]");
  expect(redacted).not.toContain(text.slice(4, -4));
});

test("words that stand in reports anyway, and very short ones, are left", () => {
  expect(redact("carto abc required")).toBe("carto abc required");
});

test("hundreds of secrets cost a text little", () => {
  const secrets = Array.from({ length: 3000 }, (_, index) => new Secret(`secret number ${index} ${"x".repeat(2000)}`));
  const many = redactor({ ...readSettings([]), secrets });
  const started = performance.now();
  for (let round = 0; round < 10; round++) many("some text without any of them ".repeat(200));
  expect(performance.now() - started).toBeLessThan(60_000);
  expect(many(`a ${secrets[0]!.reveal()} b`)).toBe("a [redacted] b");
});
