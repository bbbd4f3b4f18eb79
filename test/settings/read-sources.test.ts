import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readSettings } from "../../src/settings/read.ts";
import { readSources, type SourceFlags } from "../../src/settings/read-sources.ts";
import { summarizeSettings } from "../../src/settings/summary.ts";
import { UsageError } from "../../src/settings/usage-error.ts";

const folder = mkdtempSync(join(tmpdir(), "carto-proxy-sources-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const FOUNDING = join(import.meta.dirname, "fixtures/founding");
const settings = (flags: SourceFlags, environment: Record<string, string> = {}) =>
  readSettings(readSources(flags, environment));

describe("the founding document's four configurations", () => {
  test.each([
    [
      "http-vm.env",
      "vm",
      "http://my-proxy:3128",
      "http://my-proxy:3128",
      ["localhost", "mega.io", "dropbox.com", "filestack.com"],
    ],
    ["https-vm.env", "vm", "https://my-proxy:3129", null, ["mega.io", "dropbox.com", "filestack.com"]],
    [
      "http-orchestrated.yaml",
      "helm",
      "http://my-proxy:3128",
      "http://my-proxy:3128",
      ["localhost", ".svc.cluster.local"],
    ],
    [
      "https-orchestrated.yaml",
      "helm",
      "https://my-proxy:3129",
      "https://my-proxy:3129",
      ["localhost", ".svc.cluster.local"],
    ],
  ])("%s", (name, deployment, url, grpc, entries) => {
    const path = join(FOUNDING, name);
    const flags = name.endsWith(".env") ? { envFile: [path] } : { customizations: [path] };
    const read = settings(flags, { HTTPS_PROXY: "http://of-the-shell:1", KUBERNETES_SERVICE_HOST: "10.0.0.1" });
    expect(read.deployment.kind).toBe(deployment);
    expect(read.proxies.http?.url?.href).toBe(url);
    expect(read.proxies.https?.url?.href).toBe(url);
    expect(read.proxies.grpc?.url?.href ?? null).toBe(grpc);
    expect(read.noProxy?.entries).toEqual(entries);
    const kinds = read.configuration.problems.map(({ kind }) => kind);
    expect(kinds).toEqual(name.endsWith(".yaml") ? ["joined-list"] : []);
  });

  test("the HTTPS one on a VM names a CA path that the containers do not have, and turns verification off", () => {
    const read = settings({ envFile: [join(FOUNDING, "https-vm.env")] });
    expect(read.extraCa?.facts).toMatchObject({ state: "not-mounted", containerPath: "/opt/carto/certs/proxy-ca.crt" });
    expect(read.tlsVerification).toEqual({
      enabled: false,
      from: `NODE_TLS_REJECT_UNAUTHORIZED (${join(FOUNDING, "https-vm.env")}, line 8)`,
    });
  });
});

describe("which source wins", () => {
  const env = (name: string, content: string) => file(name, content);

  test("process, pod environment, values, env files; of one kind the later", () => {
    const flags = {
      podEnv: [env("pod.txt", "NODE_TLS_REJECT_UNAUTHORIZED=1\nNO_PROXY=pod\n")],
      customizations: [env("values.yaml", "externalProxy: {enabled: true, connectionString: 'http://helm:1'}")],
      envFile: [env("one.env", "NO_PROXY=one\nHTTP_PROXY=http://one:1"), env("two.env", "HTTP_PROXY=http://two:2")],
    };
    const read = settings(flags, { HTTPS_PROXY: "http://process:1" });
    expect(read.sources.map((name) => name.replace(/.*\//, ""))).toEqual([
      "environment",
      "pod.txt",
      "values.yaml",
      "one.env",
      "two.env",
    ]);
    expect(read.environment.reveal()).toMatchObject({
      HTTP_PROXY: "http://two:2",
      HTTPS_PROXY: "http://helm:1",
      NO_PROXY: "one",
    });
    const http = read.configuration.variables.find(({ name }) => name === "HTTP_PROXY");
    expect(http).toMatchObject({
      from: { line: 1 },
      overrides: [{ value: "http://one:1" }, { value: "http://helm:1" }],
    });
  });

  test.each<[string, SourceFlags]>([
    ["values that turn the proxy off", { customizations: [file("off.yaml", "externalProxy: {enabled: false}")] }],
    ["a container without one", { podEnv: [file("without.txt", "PATH=/bin\n")] }],
  ])("%s: nothing of the process's counts", (_, flags) => {
    const shell = { HTTPS_PROXY: "http://process:1", NODE_TLS_REJECT_UNAUTHORIZED: "0", NODE_EXTRA_CA_CERTS: "ca.crt" };
    expect(settings(flags, shell)).toMatchObject({
      proxies: { http: null, https: null, grpc: null },
      extraCa: null,
      tlsVerification: { enabled: true, from: null },
    });
  });

  test("values and env files that say nothing of a proxy leave the process's", () => {
    const silent = { customizations: [file("silent.yaml", "a: b")], envFile: [file("silent.env", "A=b")] };
    expect(settings(silent, { HTTPS_PROXY: "http://process:1" }).proxies.https?.url?.host).toBe("process");
  });

  test("--ca, --deployment and --warehouse still win", () => {
    const sources = readSources({ envFile: [file("flags.env", "A=b\nPW=secret")] }, {});
    const read = readSettings(sources, { deployment: "kots", warehouses: ["postgres://ana:${PW}@db.corp/x"] });
    expect(read.deployment).toEqual({ kind: "kots", from: "--deployment" });
    expect(read.warehouses[0]?.credentials?.password.reveal()).toBe("secret");
  });
});

describe("customer.env beside .env", () => {
  const pair = (name: string, customer: string) => {
    file(`${name}/customer.env`, customer);
    return file(`${name}/.env`, "HTTP_PROXY=http://env:1\n");
  };

  test("is read for comparison alone", () => {
    const sources = readSources({ envFile: [pair("pair", "HTTP_PROXY=http://customer:2\nREDIS_HOST=redis.corp")] }, {});
    expect(sources.map(({ kind, beside }) => [kind, beside])).toEqual([
      ["environment", undefined],
      ["customer-env", true],
      ["env", undefined],
    ]);
    const read = readSettings(sources);
    expect(read.proxies.http?.url?.host).toBe("env");
    expect(read.warehouses).toEqual([]);
    expect(read.configuration.variables.find(({ name }) => name === "HTTP_PROXY")?.overrides).toEqual([]);
    expect(read.configuration.sources[1]).toMatchObject({
      kind: "customer-env",
      beside: true,
      variables: ["HTTP_PROXY"],
    });
  });

  test("is not read twice where it is named itself", () => {
    const envFile = [pair("named", "NO_PROXY=x"), join(folder, "named/customer.env")];
    expect(readSources({ envFile }, {}).map(({ beside }) => beside)).toEqual([undefined, undefined, undefined]);
  });

  test("a broken one that nobody named ends nothing", () => {
    const [, beside] = readSources({ envFile: [pair("broken", "A B=c")] }, {});
    expect(beside).toMatchObject({ beside: true, variables: {}, problems: [{ kind: "bad-value" }] });
    expect(beside!.problems![0]!.text).toContain("line 1: a name holds a blank");
  });
});

describe("files that cannot be read", () => {
  test.each<[string, keyof SourceFlags, string | Buffer | null, RegExp]>([
    ["absent", "envFile", null, /--env-file .*absent: it cannot be read: no such file/],
    ["absent", "customizations", null, /--customizations .*absent: it cannot be read: no such file/],
    ["absent", "podEnv", null, /--pod-env .*absent: it cannot be read: no such file/],
    ["binary", "envFile", Buffer.from([65, 61, 66, 10, 0, 1, 2]), /line 2: it holds a NUL byte, so it is no text/],
    ["binary.yaml", "customizations", Buffer.from([127, 69, 76, 70, 0, 1]), /line 1: it holds a NUL byte/],
    [
      "utf16.env",
      "envFile",
      Buffer.from("\uFEFFA=b\n", "utf16le"),
      /it is UTF-16, which docker compose cannot read: save it as UTF-8/,
    ],
    [
      "utf16-without-mark",
      "customizations",
      Buffer.from("a: b\n", "utf16le"),
      /NUL byte, so it is no text: .* save it as UTF-8/,
    ],
  ])("%s with %s", (name, flag, content, message) => {
    const path = content === null ? join(folder, name) : file(name, content);
    const run = () => readSources({ [flag]: [path] }, {});
    expect(run).toThrow(UsageError);
    expect(run).toThrow(message);
  });

  test("a folder", () => {
    expect(() => readSources({ envFile: [folder] }, {})).toThrow(/it is a folder/);
  });

  test("a byte order mark, and a comment in Latin-1, do no harm", () => {
    const latin = Buffer.concat([Buffer.from("\uFEFF# contrase"), Buffer.from([0xf1]), Buffer.from("a\nA=b\n")]);
    expect(readSources({ envFile: [file("latin.env", latin)] }, {})[1]?.variables).toEqual({ A: "b" });
  });
});

test("what a report carries of it is plain data without a secret", () => {
  const envFile = [
    file(
      "secret/.env",
      "HTTP_PROXY=http://ana:canary-1@proxy:3128\nHTTPS_PROXY=ana:canary-1@proxy:3128\nWORKSPACE_POSTGRES_HOST=db.corp\nWORKSPACE_POSTGRES_USER=canary-2\nWORKSPACE_POSTGRES_PASSWORD=canary-3\nREDIS_PASSWORD=canary-4\nWORKSPACE_IMPORTS_SECRETACCESSKEY='canary-5'\nENCRYPTION_SECRET=pa$1canary-6\n",
    ),
  ];
  const read = settings({ envFile });
  const summary = summarizeSettings(read);
  expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  expect(JSON.stringify([summary, read])).not.toMatch(/canary|ana:/);
  expect(summary.configuration.variables.find(({ name }) => name === "REDIS_PASSWORD")?.value).toBeNull();
});
