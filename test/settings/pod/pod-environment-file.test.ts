import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readPodEnvironments } from "../../../src/settings/pod/pod-environment-file.ts";
import { UsageError } from "../../../src/settings/usage-error.ts";

const folder = mkdtempSync(join(tmpdir(), "carto-proxy-pod-"));
afterAll(() => rmSync(folder, { recursive: true }));

function read(content: string | Buffer) {
  const file = join(folder, "pod.txt");
  writeFileSync(file, content);
  return readPodEnvironments([file])[0]!;
}

describe("the output of env", () => {
  test("values may hold anything, and go on over lines", () => {
    const source = read(
      'PATH=/bin\nA=b=c "quoted" # no comment $X\nCA=-----BEGIN\nline two\n\n=odd\nHTTP_PROXY=http://p:1\nEMPTY=\n',
    );
    expect(source.variables).toEqual({
      PATH: "/bin",
      A: 'b=c "quoted" # no comment $X',
      CA: "-----BEGIN\nline two\n\n=odd",
      HTTP_PROXY: "http://p:1",
      EMPTY: "",
    });
    expect(source.places?.HTTP_PROXY).toMatchObject({ line: 7, key: "HTTP_PROXY" });
    expect(source).toMatchObject({
      kind: "pod-environment",
      decidesProxy: true,
      facts: { deployment: { kind: "helm" } },
    });
  });

  test("as PowerShell saves it: UTF-16 and carriage returns", () => {
    const text = "A=b\r\nNO_PROXY=localhost\r\n";
    expect(read(Buffer.from(`\uFEFF${text}`, "utf16le")).variables).toEqual({ A: "b", NO_PROXY: "localhost" });
  });

  test("one carriage return belongs to its value", () => {
    expect(read("HTTP_PROXY=http://p:1\r\nA=b\n").variables.HTTP_PROXY).toBe("http://p:1\r");
  });

  test.each([
    ["KOTSADM_NAMESPACE=x\nA=b", "kots"],
    ["CARTO_SELFHOSTED_DEPLOYMENT=docker", "vm"],
  ])("%j is %s", (text, kind) => {
    expect(read(text).facts?.deployment?.kind).toBe(kind);
  });
});

describe("manifests", () => {
  const deployment = (env: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - name: a\n          env:\n${env.replace(/^/gm, "            ")}\n`;

  test("a ConfigMap: its data, which may not be all", () => {
    const source = read("apiVersion: v1\nkind: ConfigMap\ndata:\n  HTTP_PROXY: http://p:1\n  REDIS_PORT: '6379'\n");
    expect(source.variables).toEqual({ HTTP_PROXY: "http://p:1", REDIS_PORT: "6379" });
    expect(source.places?.HTTP_PROXY).toMatchObject({ line: 4, key: "HTTP_PROXY" });
    expect(source).not.toHaveProperty("decidesProxy");
  });

  test("a Deployment, with what cannot be known", () => {
    const source = read(
      deployment(
        "- {name: HTTP_PROXY, value: 'http://p:1'}\n- name: NO_PROXY\n  valueFrom: {configMapKeyRef: {name: m, key: k}}\n- name: PASSWORD\n  valueFrom: {secretKeyRef: {name: s, key: k}}",
      ),
    );
    expect(source).toMatchObject({ variables: { HTTP_PROXY: "http://p:1" }, decidesProxy: true });
    expect(source.problems).toMatchObject([{ kind: "not-known", from: { line: 10, key: "NO_PROXY" } }]);
  });

  test.each([
    ["Pod", "spec:\n  containers: [{env: [{name: A, value: b}]}]"],
    ["Job", "spec: {template: {spec: {containers: [{env: [{name: A, value: b}]}]}}}"],
    ["CronJob", "spec: {jobTemplate: {spec: {template: {spec: {containers: [{env: [{name: A, value: b}]}]}}}}}"],
  ])("%s", (kind, spec) => {
    expect(read(`apiVersion: v1\nkind: ${kind}\n${spec}\n`).variables).toEqual({ A: "b" });
  });

  test("JSON, and a List with the ConfigMap that a pod takes its variables from", () => {
    const items = [
      { kind: "ConfigMap", metadata: { name: "m" }, data: { HTTP_PROXY: "http://p:1" } },
      {
        kind: "Pod",
        spec: { containers: [{ envFrom: [{ configMapRef: { name: "m" } }], env: [{ name: "A", value: "b" }] }] },
      },
    ];
    const source = read(JSON.stringify({ apiVersion: "v1", kind: "List", items }));
    expect(source).toMatchObject({ variables: { HTTP_PROXY: "http://p:1", A: "b" }, decidesProxy: true });
  });

  test("a ConfigMap that is not in the file leaves open what the containers have", () => {
    const pod = { kind: "Pod", spec: { containers: [{ envFrom: [{ configMapRef: { name: "elsewhere" } }] }] } };
    expect(read(JSON.stringify(pod))).not.toHaveProperty("decidesProxy");
  });

  test("two containers that differ in a proxy variable: neither can be taken", () => {
    const two = `${deployment("- {name: HTTP_PROXY, value: 'http://p:1'}")}        - env: [{name: HTTP_PROXY, value: 'http://q:2'}]\n`;
    expect(() => read(two)).toThrow(/lines 9 and 10: two containers have another HTTP_PROXY/);
  });

  test.each([
    ["apiVersion: v1\nkind: Service\n", /neither the output of env nor a manifest with variables \(ConfigMap, Pod/],
    ["", /neither the output of env/],
    ["just words", /neither the output of env/],
    ["{broken", /it is not YAML/],
  ])("%j", (content, message) => {
    expect(() => read(content)).toThrow(UsageError);
    expect(() => read(content)).toThrow(message);
  });
});

test("passwords are known to the redactor", () => {
  const { facts } = read("WORKSPACE_POSTGRES_PASSWORD=canary-1\nENCRYPTION_SECRET_KEY=canary-2\nMODE=x\n");
  expect(facts?.secrets?.map((secret) => secret.reveal())).toEqual(["canary-1", "canary-2"]);
});
