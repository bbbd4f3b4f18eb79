// --customizations: Helm values files, or the operator's answers to KOTS → the environment of the pods as the chart renders it.

import type { Place, ValueProblem } from "../configuration.ts";
import { readConfigurationText } from "../configuration-text.ts";
import type { Secret } from "../secret.ts";
import { secretOf } from "../secret-names.ts";
import type { VariableSource } from "../source.ts";
import { UsageError } from "../usage-error.ts";
import { readDocuments } from "../yaml/document.ts";
import { merged, textOf, type Value, valueAt } from "../yaml/values.ts";
import { renderProxy, truthy } from "./external-proxy.ts";
import { featuresInUse } from "./features.ts";
import { isConfigValues, kotsProblems, valuesOfKots } from "./kots.ts";
import { newRendering } from "./rendering.ts";
import { renderServices } from "./services.ts";
import { conflicts, valueProblems } from "./value-problems.ts";

interface ValuesFile {
  file: string;
  kind: "customizations" | "kots-config";
  values: Value;
  problems: ValueProblem[];
}

/**
 * One source a file. The last one has what all of them make together; each before it has what it contributed when it was read,
 * and is marked `merged`. Throws UsageError.
 */
export function readCustomizations(files: string[]): VariableSource[] {
  const read = files.map(readValuesFile);
  let values: Value | null = null;
  return read.map((each, index) => {
    values = values === null ? each.values : merged(values, each.values);
    return index === read.length - 1 ? sourceOf(each, values) : contribution(each, values);
  });
}

export function readValuesFile(file: string): ValuesFile {
  const label = `--customizations ${file}`;
  const { text } = readConfigurationText(file, "--customizations");
  const documents = readDocuments(text, file, label).filter((document) => truthy(document));
  const empty: Value = { kind: "map", entries: new Map(), from: { source: file, line: null, key: "" } };
  const relevant = documents.length > 1 ? documents.filter(isRelevant) : documents;
  if (relevant.length > 1 || (relevant.length === 0 && documents.length > 0)) {
    throw new UsageError(
      `${label}: it holds ${documents.length} documents, of which ${relevant.length} are Helm values or KOTS ConfigValues: keep one`,
    );
  }
  const [document = empty] = relevant;
  if (document.kind !== "map") {
    throw new UsageError(
      `${label}, line ${document.from.line ?? 1}: it is no map of names and values, as Helm values are`,
    );
  }
  if (isConfigValues(document)) {
    return { file, kind: "kots-config", values: valuesOfKots(document), problems: kotsProblems(document) };
  }
  const kind = textOf(valueAt(document, "kind"));
  if (kind !== null && textOf(valueAt(document, "apiVersion")) !== null) {
    throw new UsageError(
      `${label}: it is a Kubernetes ${kind}, no Helm values: name customizations.yaml, or give it with --pod-env`,
    );
  }
  return { file, kind: "customizations", values: document, problems: valueProblems(document) };
}

/** Among several documents: KOTS answers, or what names something of CARTO's chart. */
function isRelevant(document: Value): boolean {
  const sections = ["externalProxy", "trustedCACerts", "appConfigValues", "cartoConfigValues", "externalPostgresql"];
  return isConfigValues(document) || sections.some((section) => valueAt(document, section) !== null);
}

function sourceOf({ file, kind, problems }: ValuesFile, values: Value): VariableSource {
  const rendering = newRendering();
  renderProxy(values, rendering);
  renderServices(values, rendering);
  const { variables, places, files } = rendering;
  const decides = valueAt(values, "externalProxy.enabled") !== null;
  return {
    name: file,
    kind,
    variables,
    places,
    files,
    problems: [...problems, ...conflicts(values)],
    ...(decides && { decidesProxy: true as const }),
    facts: {
      deployment: deploymentOf(file, kind),
      features: featuresInUse(values),
      clusterDomain: clusterDomain(values),
      workloadIdentity: workloadIdentity(values),
      identityProvider: identityProvider(values),
      secrets: [...rendering.secrets, ...secretsIn(values)],
    },
  };
}

/** What an earlier file gave: for the list of what was overridden, and for its own problems. */
function contribution(each: ValuesFile, values: Value): VariableSource {
  const source = sourceOf(each, values);
  const own = Object.keys(source.variables).filter((name) => source.places?.[name]?.source === each.file);
  const { decidesProxy: _, files: __, ...rest } = source;
  return {
    ...rest,
    variables: Object.fromEntries(own.map((name) => [name, source.variables[name]])),
    merged: true,
    facts: { secrets: source.facts?.secrets ?? [] },
  };
}

function deploymentOf(file: string, kind: ValuesFile["kind"]) {
  return kind === "kots-config"
    ? { kind: "kots" as const, from: `--customizations ${file}: it holds the answers to KOTS (ConfigValues)` }
    : { kind: "helm" as const, from: `--customizations ${file}: Helm values` };
}

function clusterDomain(values: Value): { name: string; from: Place } | null {
  const value = valueAt(values, "clusterDomain");
  const name = textOf(value) ?? "";
  return value === null || name === "" || name === "cluster.local" ? null : { name, from: value.from };
}

function workloadIdentity(values: Value): Place | null {
  const value = valueAt(values, "commonBackendServiceAccount.enableGCPWorkloadIdentity");
  return value !== null && truthy(value) ? value.from : null;
}

/** Only without a connection to CARTO's own sign-in. */
function identityProvider(values: Value): { url: string; from: Place } | null {
  const disconnected = valueAt(values, "appConfigValues.disconnected");
  if (!truthy(valueAt(disconnected, "enabled"))) return null;
  const path = textOf(valueAt(disconnected, "protocol")) === "saml" ? "saml.metadataUrl" : "oidc.issuerUrl";
  const value = valueAt(disconnected, path);
  const url = textOf(value) ?? "";
  return value === null || url === "" ? null : { url, from: value.from };
}

/** Everywhere in the values, by name; `appSecrets.openAiApiKey.value` counts by the name above it. */
function secretsIn(values: Value, name = ""): Secret[] {
  if (values.kind === "list") return values.items.flatMap((item) => secretsIn(item, name));
  if (values.kind === "map") {
    return [...values.entries].flatMap(([key, value]) => secretsIn(value, key === "value" ? name : key));
  }
  return typeof values.value === "string" && !values.text.includes("-----BEGIN CERTIFICATE")
    ? secretOf(name, values.text)
    : [];
}
