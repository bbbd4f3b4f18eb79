import { expect, test } from "vitest";
import { inspectorOf } from "../../src/diagnose/inspection.ts";
import type { TlsFacts } from "../../src/probe/observation.ts";
import { badCertificate, certificate, database, direct, evidence, open, row, seen, tcp, tls } from "./observations.ts";

const CORP = "CN=Gateway CA, O=Corp";
const forged = (more: Partial<TlsFacts> = {}, issuer = CORP) => ({
  ...badCertificate("certificate-untrusted", certificate({ issuer })),
  anchor: null,
  ...more,
});
const trusted: Partial<TlsFacts> = {
  verified: true,
  certificateFailure: null,
  anchor: { kind: "extra", subject: CORP },
  chain: [certificate({ issuer: CORP })],
};
const on = (host: string, facts: Partial<TlsFacts>, more = {}) =>
  seen(row(host, { host, ...more }), tcp(), open(), tls(facts));

function inspectors(...checks: ReturnType<typeof on>[]): (string | null)[] {
  const all = evidence(checks);
  return checks.map((observed) => {
    const found = inspectorOf(observed, all);
    return found && `${found.issuer}${found.trusted ? " (trusted)" : ""}`;
  });
}

test("one CA for targets of two owners, trusted or not", () => {
  expect(inspectors(on("a.example.com", forged()), on("b.example.net", forged()))).toEqual([CORP, CORP]);
  const name = `${CORP} (trusted)`;
  expect(inspectors(on("a.example.com", trusted), on("b.example.net", trusted))).toEqual([name, name]);
});

test("not for one owner, nor one CA each, nor one trusted and one not", () => {
  expect(inspectors(on("a.example.com", forged()), on("b.example.com", forged()))).toEqual([null, null]);
  expect(inspectors(on("a.example.com", forged()), on("b.example.net", forged({}, "CN=Other")))).toEqual([null, null]);
  expect(inspectors(on("a.example.com", forged()), on("b.example.net", trusted))).toEqual([null, null]);
});

test("a database and an address count for nothing; a private server is no second owner", () => {
  const own = seen(database("postgres", { host: "db.example.net" }), tcp(), tls(forged()));
  expect(inspectors(on("a.example.com", forged()), own)).toEqual([null, null]);
  expect(inspectors(on("a.example.com", forged()), on("192.0.2.1", forged(), direct))).toEqual([null, null]);
  const excluded = { route: { kind: "direct", reason: "no_proxy", entry: ".example.net" } };
  expect(inspectors(on("a.example.com", forged()), on("b.example.net", forged(), excluded))).toEqual([null, null]);
});

test("public CAs never inspect, nor does a server's own", () => {
  for (const kind of ["public", "server"] as const) {
    const facts: Partial<TlsFacts> = { ...trusted, anchor: { kind, subject: CORP } };
    expect(inspectors(on("a.example.com", facts), on("b.example.net", facts))).toEqual([null, null]);
  }
});

test("a public CA that is too new for the roots known here marks its certificates", () => {
  const marked = forged({ publiclyMarked: true });
  expect(inspectors(on("a.example.com", marked), on("b.example.net", marked))).toEqual([null, null]);
  const copied = forged({ publiclyMarked: true }, "CN=Zscaler Root CA, O=Zscaler Inc.");
  expect(inspectors(on("a.example.com", copied))).toEqual(["CN=Zscaler Root CA, O=Zscaler Inc."]);
});

test("a report of an older version, which knows no anchor, is read as far as it goes", () => {
  const { anchor: _, ...older } = forged();
  expect(inspectors(on("a.example.com", older), on("b.example.net", older))).toEqual([CORP, CORP]);
  expect(inspectors(on("a.example.com", { verified: true, chain: trusted.chain! }))).toEqual([null]);
});
