import { expect, test } from "vitest";
import { table } from "../../../src/output/table/table.ts";
import type { Failure, FollowUp, HttpReply } from "../../../src/probe/observation.ts";
import { check, denied, HOSTILE, PROXY, passed, reportOf } from "../../report/samples.ts";

const reply: HttpReply = {
  status: 429,
  statusText: "Too Many Requests",
  headers: [["date", "Mon, 23 Nov 2026 20:00:00 GMT"]],
  body: null,
  bodyBytes: 0,
  receivedAt: "2026-11-23T21:00:00.000Z",
};
const failure: Failure = { code: "timed-out", cause: "nobody there" };
const trial = { proxy: PROXY, target: "a.example.test:443", opened: false, failure, ms: 7 };

const ANSWERS: { [Question in keyof FollowUp]-?: [NonNullable<FollowUp[Question]>, RegExp[]] } = {
  rateLimited: [{ reply, waitedMs: 1000 }, [/second try, 1000 ms after 429 Too Many Requests/]],
  port443: [
    { ...trial, opened: true, failure: null },
    [/port 443: CONNECT a\.example\.test:443 by \S+ opens \(7 ms\)/],
  ],
  byProxy: [trial, [/by the proxy: CONNECT \S+ by \S+ FAIL tunnel timed-out: nobody there/]],
  clock: [reply, [/Date says Mon, 23 Nov 2026 20:00:00 GMT, and this clock said 2026-11-23T21/]],
  control: [
    { works: false, phase: "tls", failure, ms: 5 },
    [/the same direct: FAIL tls timed-out: nobody there \(5 ms\)/],
  ],
  addresses: [
    [
      { address: "192.0.2.1", works: true, failure: null, ms: 3 },
      { address: "192.0.2.2", works: false, failure, ms: 4 },
    ],
    [/192\.0\.2\.1: works \(3 ms\)/, /192\.0\.2\.2: FAIL tcp timed-out/],
  ],
  nodes: [
    {
      proxy: PROXY,
      target: "a.example.test:443",
      nodes: [
        { address: "192.0.2.1", works: true, phase: null, failure: null, status: 200, ms: 3 },
        { address: "192.0.2.2", works: false, phase: "tunnel", failure, status: null, ms: 4 },
      ],
    },
    [/at 192\.0\.2\.1: opens a tunnel to a\.example\.test:443/, /at 192\.0\.2\.2: FAIL tunnel timed-out/],
  ],
};

const page = (followUp: FollowUp | undefined, detail: "normal" | "verbose") =>
  table(reportOf({ checks: [check("a")], observations: [{ ...denied, ...(followUp && { followUp }) }] }), {
    width: 200,
    color: false,
    detail,
  });

test.each(Object.entries(ANSWERS))("%s is told with every detail, and only then", (question, [answer, sentences]) => {
  const followUp = { [question]: answer } as FollowUp;
  for (const sentence of sentences) {
    expect(page(followUp, "verbose")).toMatch(sentence);
    expect(page(followUp, "normal")).not.toMatch(sentence);
  }
});

test("nothing where nothing was asked", () => {
  expect(page(undefined, "verbose")).not.toContain("asked once more");
  const report = reportOf({ checks: [check("a")], observations: [passed] });
  expect(table(report, { width: 80, color: false, detail: "verbose" })).not.toContain("asked once more");
});

test("no line is wider than the page, and nothing of the network's reaches the terminal", () => {
  const followUp: FollowUp = {
    control: { works: false, phase: "tls", failure: { code: "reset", cause: HOSTILE.repeat(5) }, ms: 1 },
  };
  const report = reportOf({ checks: [check("a")], observations: [{ ...denied, followUp }] });
  const text = table(report, { width: 80, color: false, detail: "verbose" });
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
});
