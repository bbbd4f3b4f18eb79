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

test("a library's one word for a private CA and for a missing intermediate is what our own check made of the chain", () => {
  const unverified = (code: "certificate-untrusted" | "certificate-incomplete-chain") =>
    seen(database(), failed(tls(), code));
  const library = seen(clientOf(database()), failed(login(), "certificate-incomplete-chain"));
  for (const code of ["certificate-untrusted", "certificate-incomplete-chain"] as const) {
    const ours = unverified(code);
    expect(witnessOf(library, evidence([ours, library]))).toBe(ours);
  }
  const expired = seen(clientOf(database()), failed(login(), "certificate-expired"));
  expect(witnessOf(expired, evidence([unverified("certificate-untrusted"), expired]))).toBe(expired);
});
