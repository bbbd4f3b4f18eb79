import { describe, expect, test } from "vitest";
import { brokenByClock, readClock, timeSpan } from "../../src/diagnose/clock.ts";
import type { PhaseRecord } from "../../src/probe/observation.ts";
import {
  badCertificate,
  certificate,
  direct,
  evidence,
  failed,
  http,
  open,
  row,
  seen,
  tcp,
  tls,
} from "./observations.ts";

const NOON = Date.parse("2026-11-23T12:00:00.000Z");

/** An answer that came at noon by this machine's clock and is dated so many minutes before. */
function dated<R extends PhaseRecord>(record: R, minutesAhead: number, fresh = true): R {
  const date = new Date(NOON - minutesAhead * 60_000).toUTCString();
  const reply = { status: 200, statusText: "", headers: [["date", date]], body: null, bodyBytes: 0 };
  const received = fresh ? { receivedAt: new Date(NOON).toISOString() } : {};
  return { ...record, facts: { ...record.facts, reply: { ...reply, ...received } } };
}

const answering = (id: string, minutes: number) => seen(row(id, direct), tcp(), tls(), dated(http(), minutes));

describe("the reading", () => {
  test("is the median of the sources", () => {
    const reading = readClock(evidence([answering("a", 30), answering("b", 0), answering("c", 29)]));
    expect(reading?.aheadMs).toBe(29 * 60_000);
    expect(reading?.now).toBe(NOON - 29 * 60_000);
    expect(reading?.witnesses.length).toBe(3);
  });

  test("one proxy is one source, however many tunnels it opens", () => {
    const tunnels = ["a", "b"].map((id) => seen(row(id), tcp(), dated(open(), 10), tls(), dated(http(), 0)));
    expect(readClock(evidence(tunnels))?.witnesses.map(({ source }) => source)).toEqual([
      "a.example.test:443",
      "b.example.test:443",
      "http://proxy.corp.test:3128",
    ]);
  });

  test("stale answers, unverified ones and broken dates are no sources", () => {
    const stale = seen(row("a", direct), tcp(), tls(), dated(http(), 10, false));
    const unverified = seen(row("b", direct), tcp(), tls({ verified: false }), dated(http(), 10));
    const broken = answering("c", Number.NaN);
    expect(readClock(evidence([stale, unverified, broken]))).toBeNull();
  });
});

describe("a certificate is broken by the clock", () => {
  const valid = (from: number, to: number) =>
    certificate({
      validFrom: new Date(NOON + from * 60_000).toISOString(),
      validTo: new Date(NOON + to * 60_000).toISOString(),
    });
  const expired = (...chain: ReturnType<typeof valid>[]) =>
    seen(row("x"), tcp(), open(), failed(tls(badCertificate("certificate-expired", ...chain)), "certificate-expired"));

  test("where all of its chain is valid by the answers", () => {
    const leaf = valid(-1000, -5);
    const observed = expired(leaf, valid(-9000, 9000));
    expect(brokenByClock(observed, evidence([observed, answering("a", 10)]))).toBe("error");
  });

  test("not where the answers agree with this clock, or not by enough, or a part of the chain is outdated by them too", () => {
    const observed = expired(valid(-1000, -5));
    for (const minutes of [0, 4, -10]) {
      expect(brokenByClock(observed, evidence([observed, answering("a", minutes)]))).toBeNull();
    }
    const mixed = expired(valid(-1000, -5), valid(-1000, -500));
    expect(brokenByClock(mixed, evidence([mixed, answering("a", 10)]))).toBeNull();
    expect(brokenByClock(observed, evidence([observed]))).toBeNull();
  });
});

test("spans of time", () => {
  expect([30_000, -90_000, 600_000, 3 * 3_600_000, 10 * 86_400_000].map(timeSpan)).toEqual([
    "30 seconds",
    "90 seconds",
    "10 minutes",
    "3 hours",
    "10 days",
  ]);
});
