import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { meets } from "../../src/probe/expectation.ts";
import type { Expectation } from "../../src/whitelist/domain.ts";

const answer = { statusCode: 401, headers: { server: "Origin/2.0", "x-a": "b" } } as unknown as IncomingMessage;

test.each<[Partial<Expectation>, boolean]>([
  [{}, true],
  [{ status: [200, 401] }, true],
  [{ status: [200] }, false],
  [{ header: { Server: "origin/" } }, true],
  [{ header: { server: "nginx" } }, false],
  [{ header: { "x-missing": "" } }, false],
  [{ body: "issuer" }, true],
  [{ body: "Issuer" }, false],
  [{ status: [401], header: { "x-a": "b" }, body: "other" }, false],
])("%j is met: %s", (part, expected) => {
  const whole = { status: [], header: {}, body: "", ...part };
  expect(meets(whole, answer, Buffer.from('{"issuer":"x"}'))).toBe(expected);
});
