// What kustomize does with the base and the CA component, for machines without it: a strategic merge, and arguments that are added.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { DEPLOY, type Job } from "./manifests.ts";

type Data = { [key: string]: unknown };

/** overlays/proxy-ca as `kubectl kustomize` renders it, the order of lists apart. */
export function mergedJob(): Job {
  const read = (file: string) => parse(readFileSync(join(DEPLOY, file), "utf8"));
  const [merged, added] = read("components/proxy-ca/kustomization.yaml").patches;
  const job = merge(read("base/job.yaml"), parse(merged.patch)) as unknown as Job;
  for (const { value } of parse(added.patch)) job.spec.template.spec.containers[0]!.args!.push(value);
  const [{ name, newTag }] = read("base/kustomization.yaml").images;
  for (const container of job.spec.template.spec.containers)
    if (container.image === name) container.image = `${name}:${newTag}`;
  return job;
}

function merge(base: Data, patch: Data): Data {
  const merged = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    const old = base[key];
    if (Array.isArray(value)) merged[key] = mergeLists((old ?? []) as Data[], value as Data[]);
    else if (isData(value) && isData(old)) merged[key] = merge(old, value);
    else merged[key] = value;
  }
  return merged;
}

/** Containers, variables, mounts and volumes of a pod are merged by their names; these lists are all that the patch has. */
function mergeLists(base: Data[], patch: Data[]): Data[] {
  const added = patch.filter(({ name }) => !base.some((one) => one.name === name));
  const kept = base.map((one) => merge(one, patch.find(({ name }) => name === one.name) ?? {}));
  return [...added, ...kept];
}

function isData(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
