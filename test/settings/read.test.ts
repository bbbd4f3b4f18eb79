import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { afterAll, describe, expect, test } from "vitest";
import { readSettings } from "../../src/settings/read.ts";
import { environmentSource } from "../../src/settings/source.ts";
import { summarizeSettings } from "../../src/settings/summary.ts";
import { UsageError } from "../../src/settings/usage-error.ts";

const folder = mkdtempSync(join(tmpdir(), "carto-proxy-settings-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const read = (variables: Record<string, string>, flags = {}) => readSettings([environmentSource(variables)], flags);

describe("proxies", () => {
  test("all six variables are read, and each value says where it came from", () => {
    const { proxies } = read({ HTTP_PROXY: "http://a:1", https_proxy: "http://b:2", GRPC_PROXY: "http://c:3" });
    expect(proxies.http).toMatchObject({
      variable: "HTTP_PROXY",
      from: "HTTP_PROXY (environment)",
      url: { href: "http://a:1" },
    });
    expect(proxies.https).toMatchObject({ variable: "https_proxy", url: { href: "http://b:2" } });
    expect(proxies.grpc).toMatchObject({ variable: "GRPC_PROXY", url: { href: "http://c:3" } });
  });

  test("the lower case wins, unless it is empty", () => {
    expect(read({ HTTP_PROXY: "http://a:1", http_proxy: "http://b:2" }).proxies.http?.url?.host).toBe("b");
    expect(read({ HTTP_PROXY: "http://a:1", http_proxy: "" }).proxies.http?.url?.host).toBe("a");
  });

  test("an empty variable counts as not set", () => {
    expect(read({ HTTP_PROXY: "", https_proxy: "  " }).proxies).toEqual({ http: null, https: null, grpc: null });
  });

  test("a file's proxy variables replace those of the process as a whole", () => {
    const sources = [
      environmentSource({ https_proxy: "http://a:1" }),
      { name: ".env", kind: "env" as const, variables: { HTTPS_PROXY: "http://b:2" } },
    ];
    expect(readSettings(sources).proxies.https?.from).toBe("HTTPS_PROXY (.env)");
  });

  test("NO_PROXY keeps blanks and empty entries: clients read them differently", () => {
    expect(read({ NO_PROXY: "localhost, .svc,," }).noProxy).toEqual({
      entries: ["localhost", " .svc", "", ""],
      from: "NO_PROXY (environment)",
    });
  });
});

describe("trust", () => {
  const bundle = rootCertificates.slice(0, 2).join("\n");

  test("NODE_EXTRA_CA_CERTS", () => {
    expect(read({ NODE_EXTRA_CA_CERTS: file("two.pem", bundle) }).extraCa).toMatchObject({
      problem: null,
      certificates: { length: 2 },
    });
  });

  test.each([
    ["absent.pem", null, "no such file"],
    ["der.crt", "\u0030\u0082\u0001", "no PEM certificate"],
    [
      "half.pem",
      `${rootCertificates[0]}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----`,
      "certificate 2 in it is broken",
    ],
  ])("like Node.js it goes on without %s, and says so", (name, content, problem) => {
    const path = content === null ? join(folder, name) : file(name, content);
    expect(read({ NODE_EXTRA_CA_CERTS: path }).extraCa?.problem).toContain(problem);
  });

  test("a file named on the command line must be usable", () => {
    expect(() => read({}, { ca: join(folder, "absent.pem") })).toThrow(UsageError);
    expect(() => read({}, { publicRoots: file("empty.pem", "") })).toThrow(/--public-roots .*no PEM certificate/);
  });

  test("verification is off for 0 alone", () => {
    expect(read({ NODE_TLS_REJECT_UNAUTHORIZED: "0" }).tlsVerification.enabled).toBe(false);
    expect(read({ NODE_TLS_REJECT_UNAUTHORIZED: "false" }).tlsVerification.enabled).toBe(true);
    expect(read({}).tlsVerification).toEqual({ enabled: true, from: null });
  });
});

describe("deployment", () => {
  test.each([
    [{}, "vm"],
    [{ KUBERNETES_SERVICE_HOST: "10.0.0.1" }, "helm"],
    [{ KUBERNETES_SERVICE_HOST: "10.0.0.1", KOTSADM_NAMESPACE: "x" }, "kots"],
  ])("%j is %s", (variables, kind) => {
    const { deployment } = read(variables as Record<string, string>);
    expect(deployment.kind).toBe(kind);
    expect(deployment.from).not.toBe("");
  });

  test("the flag wins", () => {
    expect(read({ KUBERNETES_SERVICE_HOST: "x" }, { deployment: "vm" }).deployment).toEqual({
      kind: "vm",
      from: "--deployment",
    });
  });
});

test("the summary holds no secret, and survives JSON unchanged", () => {
  const settings = read(
    { HTTP_PROXY: "http://ana:canary@proxy:3128", HTTPS_PROXY: "http://ana:can/ary@proxy:3128", PASS: "canary" },
    { warehouses: ["postgres://ana:${PASS}@db:5432/x"] },
  );
  const summary = summarizeSettings(settings);
  expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  expect(JSON.stringify([summary, settings])).not.toMatch(/canary|can\/ary|"ana|ana:/);
  expect(summary.httpProxy).toMatchObject({ url: "http://proxy:3128", credentials: true, problem: null });
  expect(summary.httpsProxy?.problem?.kind).toBe("unreadable");
});
