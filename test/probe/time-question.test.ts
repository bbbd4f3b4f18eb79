import { expect, test } from "vitest";
import type { Check } from "../../src/plan/check.ts";
import type { HttpReply, Observation } from "../../src/probe/observation.ts";
import { askTheTime } from "../../src/probe/time-question.ts";
import {
  badCertificate,
  certificate,
  database,
  direct,
  failed,
  http,
  open,
  row,
  seen,
  tcp,
  tls,
} from "../diagnose/observations.ts";

const outdated = failed(tls(badCertificate("certificate-expired", certificate())), "certificate-expired");
const told: HttpReply = {
  status: 301,
  statusText: "",
  headers: [["date", "Mon, 23 Nov 2026 12:00:00 GMT"]],
  body: null,
  bodyBytes: 0,
  receivedAt: "2026-11-23T12:00:01.000Z",
};
const telling = {
  ...http(301),
  facts: { protocol: "http" as const, request: "HEAD /", refusal: null, recognised: null, reply: told },
};

async function ask(checks: { check: Check; observation: Observation }[], answer: Observation) {
  const asked: Check[] = [];
  const observations = checks.map(({ observation }) => observation);
  const result = await askTheTime(
    checks.map(({ check }) => check),
    observations,
    async (check) => {
      asked.push(check);
      return answer;
    },
  );
  return { asked, result };
}

const done = (...phases: Observation["phases"]) => ({ outcome: "done", reason: null, phases, durationMs: 1 }) as const;

test("by plain HTTP, in absolute form, and the first that tells it is enough", async () => {
  const checks = [seen(row("a"), tcp(), open(), outdated), seen(row("b"), tcp(), open(), outdated)];
  const { asked, result } = await ask(checks, done(tcp(), telling));
  expect(asked.map(({ host, port, protocol }) => [host, port, protocol])).toEqual([["a.example.test", 80, "http"]]);
  expect(asked[0]!.route).toMatchObject({ kind: "proxy", form: "absolute" });
  expect(result.map(({ followUp }) => followUp?.clock)).toEqual([told, undefined]);
});

test("one question for each route, where none tells", async () => {
  const checks = [
    seen(row("a"), tcp(), open(), outdated),
    seen(row("b"), tcp(), open(), outdated),
    seen(row("c", direct), tcp(), outdated),
  ];
  const { asked, result } = await ask(checks, done(failed(tcp(), "refused")));
  expect(asked.map(({ id }) => id)).toEqual(["a", "c"]);
  expect(result).toEqual(checks.map(({ observation }) => observation));
});

test("nothing is asked where an answer told the time, where no date failed, or of a database", async () => {
  const other = seen(row("b"), tcp(), open(), tls(), telling);
  const expired = seen(row("a"), tcp(), open(), outdated);
  expect((await ask([expired, other], done())).asked).toEqual([]);
  expect((await ask([seen(row("a"), tcp(), open(), tls(), http())], done())).asked).toEqual([]);
  expect((await ask([seen(database(), tcp(), outdated)], done())).asked).toEqual([]);
});
