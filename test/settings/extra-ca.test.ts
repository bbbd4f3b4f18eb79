import { X509Certificate } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { afterAll, describe, expect, test } from "vitest";
import { readExtraCa } from "../../src/settings/extra-ca.ts";
import { readSources } from "../../src/settings/read-sources.ts";
import { environmentSource } from "../../src/settings/source.ts";

const folder = mkdtempSync(join(tmpdir(), "carto-proxy-ca-"));
mkdirSync(join(folder, "certs"));
afterAll(() => rmSync(folder, { recursive: true }));

const [one, two] = rootCertificates as [string, string];
const KEY = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
const BROKEN = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("the running process", () => {
  const read = (path: string) => readExtraCa([environmentSource({ NODE_EXTRA_CA_CERTS: path })]);

  test.each<[string, string | Buffer, object]>([
    ["good.crt", `${one}\n${two}`, { state: "ok", brokenBlock: null, privateKey: false, certificates: { length: 2 } }],
    ["key.crt", KEY, { state: "no-certificate", privateKey: true, certificates: [] }],
    ["both.crt", `${one}\n${KEY}`, { state: "ok", privateKey: true, certificates: { length: 1 } }],
    ["der.crt", new X509Certificate(one).raw, { state: "der", privateKey: false, certificates: [] }],
    ["second.crt", `${one}\n${BROKEN}${two}`, { state: "broken-block", brokenBlock: 2, certificates: { length: 1 } }],
    ["cut.crt", `${one}\n${two.slice(0, -30)}`, { state: "broken-block", brokenBlock: 2, certificates: { length: 1 } }],
    ["empty.crt", "", { state: "no-certificate", certificates: [] }],
    ["words.crt", "no certificate", { state: "no-certificate", certificates: [] }],
  ])("%s", (name, content, facts) => {
    const ca = read(file(name, content));
    expect(ca?.facts).toMatchObject({
      ...facts,
      containerPath: null,
      from: { source: "environment", key: "NODE_EXTRA_CA_CERTS" },
    });
    expect(ca?.facts?.certificates.length).toBe(ca?.certificates.length);
    expect(ca?.problem === null).toBe(ca?.facts?.state === "ok");
  });

  test("absent, and a folder", () => {
    expect(read(join(folder, "absent"))?.facts?.state).toBe("absent");
    expect(read(folder)?.facts?.state).toBe("unreadable");
  });

  test("each certificate with its dates", () => {
    const described = read(file("described.crt", one))!.facts!.certificates[0]!;
    const certificate = new X509Certificate(one);
    expect(described.ca).toBe(true);
    expect(Date.parse(described.validTo)).toBe(Date.parse(certificate.validTo));
    expect(described.subject).not.toContain("\n");
  });

  test("not set at all", () => {
    expect(readExtraCa([environmentSource({})])).toBeNull();
  });
});

describe("an env file names a path of the containers", () => {
  const read = (path: string) =>
    readExtraCa(readSources({ envFile: [file(".env", `NODE_EXTRA_CA_CERTS=${path}\n`)] }, {}));

  test("/usr/src/certs is the folder certs beside it", () => {
    const here = file("certs/ca.crt", one);
    const ca = read("/usr/src/certs/ca.crt");
    expect(ca).toMatchObject({
      file: here,
      certificates: [one],
      problem: null,
      facts: { state: "ok", containerPath: "/usr/src/certs/ca.crt", from: { line: 1 } },
    });
  });

  test("absent there", () => {
    expect(read("/usr/src/certs/none.crt")).toMatchObject({
      file: join(folder, "certs", "none.crt"),
      facts: { state: "absent", containerPath: "/usr/src/certs/none.crt" },
    });
  });

  test.each(["/opt/carto/certs/proxy-ca.crt", "certs/ca.crt", "/usr/src/certs/../ca.crt", "/usr/src/certs"])(
    "%s is not mounted, even where this machine has it: no certificate counts",
    (path) => {
      file("certs/proxy-ca.crt", one);
      expect(read(path)).toMatchObject({ certificates: [], facts: { state: "not-mounted", containerPath: path } });
    },
  );
});

describe("Helm values", () => {
  const read = (yaml: string) => readExtraCa(readSources({ customizations: [file("values.yaml", yaml)] }, {}));
  const indented = one.replace(/^/gm, "    ");

  test("inline certificates", () => {
    const ca = read(`trustedCACerts:\n  value: |\n${indented}\n`);
    expect(ca).toMatchObject({
      file: join(folder, "values.yaml"),
      inline: true,
      problem: null,
      facts: {
        state: "ok",
        containerPath: "/usr/src/certs/trusted-ca-certs/ca.crt",
        from: { key: "trustedCACerts.value", line: 2 },
      },
    });
    expect(ca?.certificates.map((pem) => new X509Certificate(pem).fingerprint)).toEqual([
      new X509Certificate(one).fingerprint,
    ]);
  });

  test("a ConfigMap of the cluster: nothing is known of it", () => {
    const ca = read("trustedCACerts: {existingConfigmap: {name: cas}}");
    expect(ca).toMatchObject({ certificates: [], facts: { state: "elsewhere" } });
    expect(ca?.problem).toContain("the ConfigMap cas, key ca.crt");
  });
});

describe("a pod's environment", () => {
  const read = (path: string) =>
    readExtraCa(readSources({ podEnv: [file("pod.env", `NODE_EXTRA_CA_CERTS=${path}\n`)] }, {}));

  test("where the doctor runs beside it, the file is read", () => {
    expect(read(file("pod-ca.crt", one))).toMatchObject({ problem: null, facts: { state: "ok" } });
  });

  test("else nothing is known of it", () => {
    expect(read("/usr/src/certs/x.crt")).toMatchObject({ certificates: [], facts: { state: "elsewhere" } });
  });
});
