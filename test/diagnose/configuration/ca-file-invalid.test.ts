import { X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import type { CaFacts } from "../../../src/settings/settings.ts";
import { authority, leaf } from "../../support/certificates.ts";
import { findings, one, snippets, summary } from "../observations.ts";
import { CORPORATE, caWith } from "./ca.ts";
import { dotenv, judged, told } from "./judged.ts";

const server = { ...CORPORATE, subject: "CN=proxy.corp.test", ca: false };

test.each<[string, Partial<CaFacts>, string[], string]>([
  ["a CA", { certificates: [CORPORATE] }, [], ""],
  ["a CA and its server", { certificates: [CORPORATE, server] }, [], ""],
  ["a server alone", { certificates: [server] }, ["warning"], "holds no CA, but the certificate of a server"],
  ["a key beside a CA", { certificates: [CORPORATE], privateKey: true }, ["warning"], "a private key beside"],
  ["a key alone", { state: "no-certificate", privateKey: true }, ["error"], "no certificate, but a private key"],
  ["nothing", { state: "no-certificate" }, ["error"], "holds no certificate"],
  ["DER", { state: "der" }, ["error"], "is a DER file"],
  [
    "a broken block",
    { state: "broken-block", brokenBlock: 2, certificates: [CORPORATE] },
    ["error"],
    "Certificate 2 in",
  ],
  ["a file that nobody can read from here", { state: "elsewhere" }, [], ""],
])("%s", (_, facts, severities, title) => {
  const result = findings([], caWith(facts));
  expect(summary(result)).toEqual(severities.map((severity) => `ca-file-invalid ${severity}: `));
  expect(result.map((finding) => finding.title).join()).toContain(title);
});

test("a DER file is converted by the printed command", () => {
  const finding = one(findings([], caWith({ state: "der" })), "ca-file-invalid");
  expect(snippets(finding)).toBe("openssl x509 -inform der -in certs/ca.crt -out certs/ca.pem");
});

test("real files: a leaf, a DER file, a second block that is cut", async () => {
  const ca = await authority("Corp CA", "Corp");
  const { cert } = await leaf(ca, ["proxy.corp.test"]);
  const withFile = (content: string) => ({
    files: {
      "customer.env": dotenv({ NODE_EXTRA_CA_CERTS: "/usr/src/certs/ca.crt" }),
      "certs/ca.crt": content,
    },
  });
  expect(told(judged(withFile(ca.pem)))).toEqual([]);
  expect(told(judged(withFile(cert)))).toEqual(["warning ca-file-invalid"]);
  expect(told(judged(withFile(`${ca.pem}\n${cert.slice(0, 200)}`)))).toEqual(["error ca-file-invalid"]);
  const der = new X509Certificate(ca.pem).raw.toString("latin1");
  expect(told(judged(withFile(der)))).toEqual(["error ca-file-invalid"]);
});
