import { expect, test } from "vitest";
import { answersPing, command, errorWord } from "../../../src/probe/redis/conversation.ts";

test("a command counts bytes, not characters", () => {
  expect(command("AUTH", "pä\r\nss").toString()).toBe("*2\r\n$4\r\nAUTH\r\n$7\r\npä\r\nss\r\n");
});

test.each([
  ["+PONG", true, null],
  ["-NOAUTH Authentication required.", true, "NOAUTH"],
  ["-ERR", true, "ERR"],
  ["+OK POP3 ready", false, null],
  ["+PONGO", false, null],
  ["-err lower case", false, null],
  ["-", false, null],
])("%s", (reply, pings, word) => {
  expect(answersPing(reply)).toBe(pings);
  expect(errorWord(reply)).toBe(word);
});
