import { expect, test } from "vitest";
import { replyIn } from "../../../src/probe/clients/reply-head.ts";

const heard = (text: string) => ({ reply: Buffer.from(text, "latin1").toString("base64") });

test("a head and what follows it", () => {
  const reply = replyIn(
    heard("HTTP/1.1 403 Forbidden\r\nX-Squid-Error: ERR_ACCESS_DENIED 0\r\nVia: a:b\r\n\r\n<h1>no</h1>"),
  );
  expect(reply).toMatchObject({
    statusCode: 403,
    statusMessage: "Forbidden",
    rawHeaders: ["X-Squid-Error", "ERR_ACCESS_DENIED 0", "Via", "a:b"],
    headers: { "x-squid-error": "ERR_ACCESS_DENIED 0", via: "a:b" },
  });
  expect(reply?.body.toString()).toBe("<h1>no</h1>");
});

test("no reason phrase, and lines that are no header", () => {
  expect(replyIn(heard("HTTP/1.0 200\r\nnonsense\r\n: x\r\n\r\n"))).toMatchObject({ statusCode: 200, rawHeaders: [] });
});

test.each([
  "",
  "HTTP/1.1 403 Forbidden\r\nVia: a",
  "SSH-2.0-OpenSSH\r\n\r\n",
  "HTTP/2 200\r\n\r\n",
  "HTTP/1.1 20 x\r\n\r\n",
])("no head: %j", (text) => {
  expect(replyIn(heard(text))).toBeNull();
});

test("nothing was heard", () => {
  expect(replyIn({ reply: null })).toBeNull();
});
