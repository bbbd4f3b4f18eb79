import { expect, test } from "vitest";
import { pathCheckOf, witnessOf } from "../../src/diagnose/path-check.ts";
import { clientOf, database, evidence, failed, login, seen, tcp, tls } from "./observations.ts";

const path = seen(database(), failed(tcp(), "timed-out"));
const other = seen(
  database("postgres", { id: "other", warehouse: { kind: "postgres", index: 1 } }),
  failed(tcp(), "timed-out"),
);
const client = seen(clientOf(database()), failed(login(), "client-failed"));

test("the path check of the same warehouse, not of another on the same port", () => {
  expect(pathCheckOf(client, evidence([other, path, client]))).toBe(path);
  expect(pathCheckOf(client, evidence([other, client]))).toBeNull();
  expect(pathCheckOf(path, evidence([path, client]))).toBeNull();
});

test("explains a vague failure, and not one with a reason of its own", () => {
  expect(witnessOf(client, evidence([path, client]))).toBe(path);
  const rejected = seen(clientOf(database()), failed(login("28P01"), "login-failed"));
  expect(witnessOf(rejected, evidence([path, rejected]))).toBe(rejected);
  const through = seen(database(), tcp());
  expect(witnessOf(client, evidence([through, client]))).toBe(client);
});

test("the same code is the same failure", () => {
  const refused = seen(database(), failed(tcp(), "refused"));
  const library = seen(clientOf(database()), failed(login(), "refused"));
  expect(witnessOf(library, evidence([refused, library]))).toBe(refused);
});

test("libraries have one word for what our own check tells apart: on one way there is one failure", () => {
  const ours = seen(database(), failed(tls(), "certificate-incomplete-chain"));
  for (const theirs of ["certificate-untrusted", "certificate-expired", "tls-error", "closed"] as const) {
    const library = seen(clientOf(database()), failed(login(), theirs));
    expect(witnessOf(library, evidence([ours, library]))).toBe(ours);
  }
});

test("a library that went another way has a failure of its own", () => {
  const by = (kind: "proxy" | "direct") => ({
    to: kind === "direct" ? "db.example.test:5432" : "proxy.example:3128",
    kind,
    address: null,
    asked: null,
    status: null,
  });
  const refused = seen(database(), failed(tcp(), "refused"));
  for (const kind of ["direct", "proxy"] as const) {
    const step = failed(login(), "refused");
    if (step.phase === "login") step.facts.ways = [by(kind)];
    const library = seen(clientOf(database()), step);
    expect(witnessOf(library, evidence([refused, library]))).toBe(kind === "direct" ? refused : library);
  }
});

test("a driver's check of a host that the whitelist has too is explained by that row", () => {
  const row = seen(database("postgres", { id: "row", warehouse: null }), failed(tcp(), "refused"));
  expect(pathCheckOf(client, evidence([row, client]))).toBe(row);
});
