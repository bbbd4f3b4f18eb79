import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { takeCa, trustCa, trustServerCa } from "../../../src/diagnose/remedies/trusted-ca.ts";
import { badCertificate, certificate, failed, row, seen, settings, tls, viaTlsProxy } from "../observations.ts";

const extraCa = { file: "/ca.crt", certificates: 1, problem: null };

test("appends where there is a file that works, else names one", () => {
  expect(trustCa("the CA", settings({ extraCa })).do).toContain("to /ca.crt");
  expect(trustCa("the CA", settings({ extraCa: { ...extraCa, problem: "absent" } })).snippet?.text).toContain(
    "NODE_EXTRA_CA_CERTS=",
  );
  expect(trustCa("the CA", settings({ deployment: "helm" })).snippet?.text).toContain("trustedCACerts:");
  expect(trustCa("the CA", settings({ deployment: "kots" })).do).toContain("Admin Console");
  expect(trustServerCa("the CA").snippet).toEqual({ language: "url", text: expect.stringMatching(/^sslrootcert=/) });
});

const leaf = certificate();
const root = certificate({ subject: "CN=Corp Root", issuer: "CN=Corp Root", selfIssued: true, ca: true });
const untrusted = (check = row("a"), ...chain: (typeof leaf)[]) =>
  seen(check, failed(tls(badCertificate("certificate-untrusted", ...chain)), "certificate-untrusted"));

test("a CA that is sent along can be taken, and is to be compared before it is trusted", () => {
  const [remedy] = takeCa(untrusted(row("a"), leaf, root), "tls", settings());
  expect(remedy?.do).toContain("CN=Corp Root");
  expect(remedy?.do).toContain("fingerprint");
  expect(remedy?.snippet?.text).toContain("-proxy proxy.corp.test:3128 -connect a.example.test:443");
  expect(remedy?.snippet?.text).toContain(">> certs/extra-ca.crt");
  const [appended] = takeCa(untrusted(row("a"), leaf, root), "tls", settings({ extraCa }));
  expect(appended?.snippet?.text).toContain(">> /ca.crt");
  const [helm] = takeCa(untrusted(row("a"), leaf, root), "tls", settings({ deployment: "helm" }));
  expect(helm?.snippet?.text).not.toContain(">>");
});

test("one that is not sent cannot, nor one behind an https:// proxy, which openssl does not pass", () => {
  expect(takeCa(untrusted(row("a"), leaf), "tls", settings())).toEqual([]);
  expect(takeCa(untrusted(row("a", viaTlsProxy), leaf, root), "tls", settings())).toEqual([]);
});

test("the printed commands take the last certificate and no other", () => {
  const folder = mkdtempSync(join(tmpdir(), "carto-proxy-take-"));
  const pem = (body: string) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
  mkdirSync(join(folder, "certs"));
  mkdirSync(join(folder, "bin"));
  writeFileSync(
    join(folder, "shown"),
    `depth=1\n 0 s:CN=leaf\n${pem("LEAF")} 1 s:CN=root\n${pem("ROOT")}---\nServer certificate\n`,
  );
  writeFileSync(join(folder, "bin/openssl"), '#!/bin/sh\n[ "$1" = x509 ] || cat shown\n', { mode: 0o755 });
  const [remedy] = takeCa(untrusted(row("a"), leaf, root), "tls", settings());
  const env = { ...process.env, PATH: `${join(folder, "bin")}:${process.env.PATH}` };
  execFileSync("bash", ["-ec", remedy!.snippet!.text], { cwd: folder, env });
  expect(readFileSync(join(folder, "certs/extra-ca.crt"), "utf8")).toBe(pem("ROOT"));
  rmSync(folder, { recursive: true });
});
