import { expect, test } from "vitest";
import {
  certificateFault,
  datedCertificate,
  ignoredFailure,
  issuerOf,
  oneLine,
} from "../../src/diagnose/certificate.ts";
import { badCertificate, certificate, evidence, failed, http, open, row, seen, tcp, tls } from "./observations.ts";

const bad = tls(badCertificate("certificate-untrusted"));
const passed = seen(row("a"), tcp(), open(), bad, http());

test("an error where the check ended there, a warning where it went on, nothing where verification is on", () => {
  const ended = seen(row("a"), tcp(), open(), failed(bad, "certificate-untrusted"));
  expect(certificateFault(ended, evidence([]), "tls", ["certificate-untrusted"])).toBe("error");
  expect(certificateFault(ended, evidence([]), "proxy-tls", ["certificate-untrusted"])).toBeNull();
  expect(certificateFault(passed, evidence([], { tlsVerification: false }), "tls", ["certificate-untrusted"])).toBe(
    "warning",
  );
  expect(certificateFault(passed, evidence([], { tlsVerification: false }), "tls", ["certificate-expired"])).toBeNull();
  expect(ignoredFailure(passed, evidence([]), "tls")).toBeNull();
});

test("names the issuer of the last certificate sent, on one line", () => {
  expect(issuerOf(passed, "tls")).toBe("O=Corp, CN=Corp Inspection CA");
  expect(issuerOf(passed, "proxy-tls")).toBeNull();
  expect(oneLine("C=US\nO=X\r\nCN=Y\n")).toBe("C=US, O=X, CN=Y");
});

test("the certificate that ends first, and the one that begins last", () => {
  const leaf = certificate({ sha256: "leaf", validFrom: "Mar  1 00:00:00 2026 GMT" });
  const ca = certificate({ sha256: "ca", validTo: "Jan  1 00:00:00 2027 GMT" });
  const under = (code: "certificate-expired" | "certificate-not-yet-valid") =>
    datedCertificate(seen(row("a"), failed(tls(badCertificate(code, leaf, ca)), code)), "tls")?.sha256;
  expect([under("certificate-expired"), under("certificate-not-yet-valid")]).toEqual(["ca", "leaf"]);
  expect(datedCertificate(seen(row("a"), tls()), "tls")).toBeNull();
});
