import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { kubectlCreates } from "./kubectl.ts";
import { DEPLOY, documents, FOLDERS, type Job, jobOf, KUSTOMIZE, type Manifest, render } from "./manifests.ts";
import { mergedJob } from "./merge.ts";

const VERSIONS = ["1.29", "1.36"];

/** What a Kubernetes of this version has against a manifest. */
function complaints(version: string, manifest: Manifest): string[] {
  const file = join(import.meta.dirname, `schemas/kubernetes-${version}.json`);
  const { definitions } = JSON.parse(readFileSync(file, "utf8"));
  const validate = new Ajv({ allowUnionTypes: true, allErrors: true }).compile({
    $ref: `#/definitions/V1${manifest.kind}`,
    definitions,
  });
  validate(manifest);
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

const rendered = !KUSTOMIZE ? [] : FOLDERS.map((folder) => [folder, render(join(DEPLOY, folder))] as const);
test("the Job of a machine without kustomize is what Kubernetes takes as well", () => {
  for (const version of VERSIONS) expect(complaints(version, mergedJob())).toEqual([]);
});

const ofFolder = (name: string) => rendered.find(([folder]) => folder === name)![1];

describe.skipIf(!KUSTOMIZE)("the rendered manifests", () => {
  test.each(rendered)("%s is what Kubernetes 1.29 and 1.36 take, unknown fields being errors", (_, text) => {
    for (const version of VERSIONS)
      for (const manifest of documents(text)) expect(complaints(version, manifest), version).toEqual([]);
  });

  test("what they do not take is told", () => {
    const job = jobOf(documents(ofFolder("base")));
    const misspelt = { ...job, spec: { ...job.spec, backOffLimit: 0 } } as Job;
    const nameless = structuredClone(job) as Job;
    delete (nameless.spec.template.spec.containers[0] as { name?: string }).name;
    for (const version of VERSIONS) {
      expect(complaints(version, misspelt)).toEqual([expect.stringContaining("backOffLimit")]);
      expect(complaints(version, nameless)).toEqual([expect.stringContaining('"missingProperty":"name"')]);
    }
  });

  test.each(rendered)("%s: kubectl would create each object", async (_, text) => {
    const said = await kubectlCreates(text);
    for (const { kind, metadata } of documents(text))
      expect(said).toMatch(new RegExp(`${kind.toLowerCase()}\\S*/${metadata.name} created`));
  });

  test.each(rendered)("%s: the Job runs once, is cleaned up, and knows no service account", (_, text) => {
    const { spec } = jobOf(documents(text));
    expect(spec.backoffLimit).toBe(0);
    expect(spec.ttlSecondsAfterFinished).toBeGreaterThan(0);
    expect(spec.template.spec.restartPolicy).toBe("Never");
    expect(spec.template.spec.automountServiceAccountToken).toBe(false);
    const { requests, limits } = spec.template.spec.containers[0]!.resources!;
    for (const bound of [requests, limits]) expect(Object.keys(bound).toSorted()).toEqual(["cpu", "memory"]);
  });

  test.each(rendered)("%s: the doctor ends before the pod, and the pod before the Job", (_, text) => {
    const { spec } = jobOf(documents(text));
    const pod = spec.template.spec;
    const own = pod.containers[0]!.args!.find((arg) => arg.startsWith("--deadline="))!;
    expect(pod.activeDeadlineSeconds).toBeGreaterThan(Number(own.split("=")[1]) + 60);
    expect(spec.activeDeadlineSeconds).toBeGreaterThan(pod.activeDeadlineSeconds + pod.terminationGracePeriodSeconds);
  });

  test.each(rendered)("%s: CARTO's NetworkPolicy selects the pod, as it does CARTO's own", (_, text) => {
    const { labels } = jobOf(documents(text)).spec.template.metadata;
    // The policy's selector: component NotIn (proxy, router).
    expect(["proxy", "router"]).not.toContain(labels["app.kubernetes.io/component"]);
  });

  test.each(rendered)("%s: results go to the log and the termination message", (_, text) => {
    const container = jobOf(documents(text)).spec.template.spec.containers[0]!;
    expect(container.args).toContain("--format=log");
    expect(container.args).toContain(`--termination-log=${container.terminationMessagePath}`);
  });

  test.each(rendered)("%s: each mount has its volume", (_, text) => {
    const pod = jobOf(documents(text)).spec.template.spec;
    const mounts = pod.containers[0]!.volumeMounts!.map(({ name }) => name).toSorted();
    expect(pod.volumes!.map(({ name }) => name).toSorted()).toEqual(mounts);
  });

  test("the CA stands where CARTO's chart mounts it, and the variable is set before the process starts", () => {
    for (const folder of ["overlays/proxy-ca", "example"]) {
      const pod = jobOf(documents(ofFolder(folder))).spec.template.spec;
      const container = pod.containers[0]!;
      expect(container.env).toContainEqual({
        name: "NODE_EXTRA_CA_CERTS",
        value: "/usr/src/certs/trusted-ca-certs/ca.crt",
      });
      const mount = container.volumeMounts!.find(({ mountPath }) => mountPath === "/usr/src/certs/trusted-ca-certs")!;
      expect(container.args).toContain("--ca=/usr/src/certs/trusted-ca-certs/ca.crt");
      expect(pod.volumes!.find(({ name }) => name === mount.name)!.configMap).toEqual({ name: "carto-proxy-ca" });
    }
  });

  test("a machine without kustomize gets the same Job for its tests", () => {
    expect(mergedJob()).toEqual(jobOf(documents(ofFolder("overlays/proxy-ca"))));
  });

  test("the private registry has its image and its pull secret", () => {
    const pod = jobOf(documents(ofFolder("overlays/private-registry"))).spec.template.spec;
    expect(pod.imagePullSecrets).toEqual([{ name: "registry-credentials" }]);
    expect(pod.containers[0]!.image).toMatch(/^registry\.example\.com\/carto-proxy:\d/);
    expect(jobOf(documents(ofFolder("base"))).spec.template.spec.containers[0]!.image).toMatch(/^carto-proxy:\d/);
  });

  test("the image's tag is this version", () => {
    const { version } = JSON.parse(readFileSync(join(DEPLOY, "../../package.json"), "utf8"));
    for (const [, text] of rendered)
      expect(jobOf(documents(text)).spec.template.spec.containers[0]!.image).toMatch(new RegExp(`:${version}$`));
  });
});
