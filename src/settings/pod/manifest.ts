// Kubernetes manifests → the variables of the containers: ConfigMaps, pods and what makes pods.

import { type Place, VARIABLE_NAMES, type ValueProblem } from "../configuration.ts";
import { UsageError } from "../usage-error.ts";
import { textOf, type Value, valueAt } from "../yaml/values.ts";
import type { Listed } from "./env-output.ts";

export interface ManifestVariables extends Listed {
  problems: ValueProblem[];
  /** Whether these are all variables of a container. */
  whole: boolean;
}

/** Where the pod's own description stands in each kind. */
const POD: Record<string, string> = {
  Pod: "spec",
  Deployment: "spec.template.spec",
  ReplicaSet: "spec.template.spec",
  StatefulSet: "spec.template.spec",
  DaemonSet: "spec.template.spec",
  Job: "spec.template.spec",
  CronJob: "spec.jobTemplate.spec.template.spec",
};

/** Proxy settings must be the same in every container: of two that differ none can be taken. */
const DECISIVE: readonly string[] = VARIABLE_NAMES.filter(
  (name) => name !== "SSL_CERT_FILE" && name !== "NODE_USE_ENV_PROXY",
);

/** @throws {UsageError} where nothing in it has variables, or two containers differ in a proxy variable. `label` starts the error. */
export function readManifests(documents: Value[], label: string): ManifestVariables {
  const resources = documents.flatMap(itemsOf);
  const maps = new Map(resources.filter((each) => kindOf(each) === "ConfigMap").map((map) => [nameOf(map), map]));
  const workloads = resources.filter((each) => Object.hasOwn(POD, kindOf(each)));
  if (maps.size === 0 && workloads.length === 0) {
    const known = ["ConfigMap", ...Object.keys(POD)].join(", ");
    throw new UsageError(`${label}: it is neither the output of env nor a manifest with variables (${known})`);
  }
  const listing: ManifestVariables = { variables: {}, places: {}, problems: [], whole: workloads.length > 0 };
  const add = (name: string, value: string, from: Place) => {
    const before = listing.variables[name];
    if (before !== undefined && before !== value && DECISIVE.includes(name)) {
      const lines = `lines ${listing.places[name]!.line} and ${from.line}`;
      throw new UsageError(
        `${label}, ${lines}: two containers have another ${name}: give the manifest of one of CARTO's services`,
      );
    }
    if (before !== undefined) return;
    listing.variables[name] = value;
    listing.places[name] = from;
  };
  for (const workload of workloads) readWorkload(workload, maps, listing, add);
  for (const map of maps.values()) addData(map, add);
  return listing;
}

type Add = (name: string, value: string, from: Place) => void;

function readWorkload(workload: Value, maps: Map<string, Value>, listing: ManifestVariables, add: Add): void {
  for (const container of listAt(workload, `${POD[kindOf(workload)]}.containers`)) {
    for (const variable of listAt(container, "env")) {
      const name = textOf(valueAt(variable, "name")) ?? "";
      const value = valueAt(variable, "value");
      const from = { ...variable.from, key: name };
      if (valueAt(variable, "valueFrom") !== null) listing.problems.push(...unknown(name, from));
      else add(name, textOf(value) ?? "", from);
    }
    for (const source of listAt(container, "envFrom")) {
      const name = textOf(valueAt(source, "configMapRef.name")) ?? textOf(valueAt(source, "secretRef.name"));
      if (name === null || maps.has(name)) continue;
      if (valueAt(source, "configMapRef") !== null) listing.whole = false;
    }
  }
}

/** Only what decides routes and trust is worth a word: passwords come from Secrets as they should. */
function unknown(name: string, from: Place): ValueProblem[] {
  if (!DECISIVE.includes(name)) return [];
  const text = `the value of ${name} comes from elsewhere (valueFrom) and is not in the file: it is not known here`;
  return [{ kind: "not-known", from, text, found: "valueFrom", fix: null }];
}

function addData(map: Value, add: Add): void {
  const data = valueAt(map, "data");
  if (data?.kind !== "map") return;
  for (const [name, value] of data.entries) {
    const text = textOf(value);
    if (text !== null) add(name, text, { ...value.from, key: name });
  }
}

function itemsOf(document: Value): Value[] {
  return kindOf(document).endsWith("List") ? listAt(document, "items") : [document];
}

function listAt(value: Value, path: string): Value[] {
  const list = valueAt(value, path);
  return list?.kind === "list" ? list.items : [];
}

function kindOf(value: Value): string {
  return textOf(valueAt(value, "kind")) ?? "";
}

function nameOf(value: Value): string {
  return textOf(valueAt(value, "metadata.name")) ?? "";
}
