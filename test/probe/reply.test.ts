import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { headerValues, headOf, withBody } from "../../src/probe/reply.ts";

/** As much of a message as a head is read from. */
function message(rawHeaders: string[], statusMessage = "OK"): IncomingMessage {
  const headers: Record<string, string> = {};
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) headers[rawHeaders[at]!.toLowerCase()] = rawHeaders[at + 1]!;
  return { statusCode: 200, statusMessage, rawHeaders, headers } as IncomingMessage;
}
const same = (text: string) => text;

describe("the head", () => {
  test("names in lower case, in order, repeated ones kept", () => {
    const head = headOf(message(["Via", "1.1 a", "X-A", "1", "via", "1.1 b"]), same);
    expect(head.headers).toEqual([
      ["via", "1.1 a"],
      ["x-a", "1"],
      ["via", "1.1 b"],
    ]);
    expect(headerValues(head, "via")).toEqual(["1.1 a", "1.1 b"]);
  });

  test.each(["Set-Cookie", "Cookie2", "Authorization", "X-Api-Key", "X-Auth-Token", "X-Amz-Signature", "Password"])(
    "%s is left out",
    (name) => expect(headOf(message([name, "canary"]), same).headers).toEqual([]),
  );

  test("a challenge stays: it says what a proxy wants", () => {
    expect(headOf(message(["Proxy-Authenticate", "Basic"]), same).headers).toHaveLength(1);
  });

  test("redacted before it is cut, and never more than a hundred headers", () => {
    const redact = (text: string) => text.replaceAll("canary", "*");
    const long = headOf(message(["x-a", `${"x".repeat(1020)}canary`], `${"y".repeat(197)}canary`), redact);
    expect(long.headers[0]?.[1]).toBe(`${"x".repeat(1020)}*`);
    expect(long.statusText).toBe(`${"y".repeat(197)}*`);
    const many = Array.from({ length: 3000 }, (_, at) => [`x-${at}`, "1"]).flat();
    expect(headOf(message(many), same).headers).toHaveLength(100);
  });

  test("the moment is noted where Date tells that of the answer, and not that of a cached copy", () => {
    const date = ["Date", "Mon, 23 Nov 2026 20:00:00 GMT"];
    expect(headOf(message(date), same).receivedAt).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(headOf(message([...date, "Age", "60"]), same).receivedAt).toBeUndefined();
    expect(headOf(message([]), same).receivedAt).toBeUndefined();
  });
});

describe("the body", () => {
  const head = headOf(message(["Content-Type", "text/html"]), same);

  test("no more than its start, and for a long page its words", () => {
    const page = `<html><style>${"x".repeat(4000)}</style><p>Blocked by the gate</p></html>`;
    const read = withBody(head, Buffer.from(page), same);
    expect(read.body).toBe(page.slice(0, 2048));
    expect(read.page).toContain("Blocked by the gate");
    expect(read.bodyBytes).toBe(page.length);
    expect(withBody(head, Buffer.from("<html>short"), same)).not.toHaveProperty("page");
    expect(withBody(head, Buffer.alloc(0), same)).toBe(head);
  });

  test("control characters are marked, line breaks stay", () => {
    expect(withBody(head, Buffer.from("a\0b\x1b[2Jc\nd\te"), same).body).toBe("a\uFFFDb\uFFFD[2Jc\nd\te");
  });

  test("a secret that tags had split is redacted in the words of the page", () => {
    const redact = (text: string) => text.replaceAll("canary word", "*");
    const page = `<html><!--${"x".repeat(4000)}--><p>canary <b>word</b></p></html>`;
    expect(withBody(head, Buffer.from(page), redact).page).not.toContain("canary word");
  });
});
