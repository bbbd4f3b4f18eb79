// The operator's answers to KOTS (kind: ConfigValues) → the Helm values that CARTO's KOTS release makes of them (manifests/kots-helm.yaml).

import type { Place, ValueProblem } from "../configuration.ts";
import { isSecretName } from "../secret-names.ts";
import { type MapValue, type ScalarValue, textOf, type Value, valueAt } from "../yaml/values.ts";
import { type Answer, answer, fromBase64, providerIn } from "./kots-answers.ts";

/** Item → Helm value, handed on as it is. */
const COPIED: Record<string, string> = {
  metadataDBHost: "externalPostgresql.host",
  metadataDBPort: "externalPostgresql.port",
  metadataDBName: "externalPostgresql.database",
  metadataDBUser: "externalPostgresql.user",
  metadataDBSSLCertificate: "externalPostgresql.sslCA",
  externalRedisHost: "externalRedis.host",
  externalRedisPort: "externalRedis.port",
  externalRedisTLSCertificate: "externalRedis.tlsCA",
  storageBucketsWorkspaceImports: "appConfigValues.workspaceImportsBucket",
  storageBucketsThumbnails: "appConfigValues.workspaceThumbnailsBucket",
  storageBucketsAwsS3Region: "appConfigValues.awsS3Region",
  storageBucketsAzureStorageAccount: "appConfigValues.azureStorageAccount",
  ldsGeocodingProvider: "appConfigValues.ldsGeocodingProvider",
  ldsIsolineProvider: "appConfigValues.ldsIsolineProvider",
  ldsRoutingProvider: "appConfigValues.ldsRoutingProvider",
  trustedCaCertsValue: "trustedCACerts.value",
};

/** Item → Helm value, true where the item has the word. */
const SWITCHED: Record<string, [path: string, on: string]> = {
  metadataDBSSLMode: ["externalPostgresql.sslEnabled", "1"],
  externalRedisTLSBehaviour: ["externalRedis.tlsEnabled", "tls_enabled"],
  enableCDW: ["cartoConfigValues.cartoDataWarehouseEnabled", "1"],
  aiApiEnabled: ["aiApi.enabled", "1"],
  enableGoogleWorkloadIdentity: ["commonBackendServiceAccount.enableGCPWorkloadIdentity", "1"],
};

/** KOTS encrypts these: `value` is the cipher text, and only `valuePlaintext` can be used. */
const PASSWORDS: Record<string, string> = {
  metadataDBPassword: "externalPostgresql.password",
  externalRedisPassword: "externalRedis.password",
};

/** Files that an item holds come in base64. */
const FILES = ["metadataDBSSLCertificate", "externalRedisTLSCertificate"];

export function isConfigValues(document: Value): boolean {
  const version = textOf(valueAt(document, "apiVersion")) ?? "";
  return version.startsWith("kots.io/") && textOf(valueAt(document, "kind")) === "ConfigValues";
}

export function valuesOfKots(document: Value): Value {
  const items = valueAt(document, "spec.values");
  const values = emptyMap(document.from);
  const item = (name: string) => answer(items, name);
  for (const [name, path] of Object.entries(COPIED)) {
    const given = item(name);
    if (given === null) continue;
    put(values, path, scalar(FILES.includes(name) ? fromBase64(given.text) : given.text, given.from));
  }
  for (const [name, [path, on]] of Object.entries(SWITCHED)) {
    const given = item(name);
    if (given !== null) put(values, path, boolean(given.text === on, given.from));
  }
  for (const [name, path] of Object.entries(PASSWORDS)) {
    const plain = valueAt(items, `${name}.valuePlaintext`);
    if (plain !== null) put(values, path, plain);
  }
  keepSecrets(values, items);
  // The internal one is off exactly where the external one is on.
  const redis = item("externalRedisEnabled");
  if (redis !== null) put(values, "internalRedis.enabled", boolean(redis.text === "0", redis.from));
  const provider = item("storageBucketsProvider");
  if (provider !== null)
    put(values, "appConfigValues.storageProvider", scalar(providerIn(provider.text), provider.from));
  if (proxyIsKnown(document)) putProxy(values, item);
  return values;
}

/** Answers that a person wrote for an unattended installation leave the proxy's address to KOTS itself. */
function proxyIsKnown(document: Value): boolean {
  return valueAt(document, "spec.values.externalProxyHost") !== null;
}

export function kotsProblems(document: Value): ValueProblem[] {
  const enabled = answer(valueAt(document, "spec.values"), "externalProxyEnabled");
  if (enabled?.text !== "1" || proxyIsKnown(document)) return [];
  const text =
    "the proxy is on, and its address is the one that KOTS was installed with (--http-proxy), which is not in the file";
  return [{ kind: "not-known", from: enabled.from, text, found: "1", fix: null }];
}

/** Every answer that is secret by its name, in a corner of the values that the chart does not know: for the redactor. */
function keepSecrets(values: MapValue, items: Value | null): void {
  if (items?.kind !== "map") return;
  for (const [name, item] of items.entries) {
    if (isSecretName(name)) put(values, `kotsConfigValues.${name}`, withNames(item, name));
  }
}

function withNames(item: Value, name: string): Value {
  if (item.kind !== "map") return item;
  const texts = [...item.entries.values()].filter(({ kind }) => kind === "scalar");
  return { kind: "map", entries: new Map(texts.map((text, index) => [`${index}${name}`, text])), from: item.from };
}

/** Handed on only where it is enabled and KOTS itself was installed with a proxy. */
function putProxy(values: MapValue, item: (name: string) => Answer | null): void {
  const enabled = item("externalProxyEnabled");
  const host = item("externalProxyHost");
  if (enabled === null) return;
  const on = enabled.text === "1" && host !== null;
  put(values, "externalProxy.enabled", boolean(on, enabled.from));
  if (!on) return;
  put(values, "externalProxy.connectionString", scalar(host.text, host.from));
  const excluded = item("externalProxyExcludedDomains");
  if (excluded !== null) put(values, "externalProxy.excludedDomains", scalar(excluded.text, excluded.from));
  // The box is not ticked by default, and where it is not, verification is off.
  const box = item("externalHttpsProxySslCertificateCheck");
  const verify = boolean((box?.text ?? "0") !== "0", box?.from ?? enabled.from);
  put(values, "externalProxy.sslRejectUnauthorized", verify);
  const map = item("externalProxyCAConfigmapName");
  if (map === null) return;
  put(values, "externalProxy.sslCAConfigmap.name", scalar(map.text, map.from));
  put(values, "externalProxy.sslCAConfigmap.key", scalar("ca_0.crt", map.from));
}

function emptyMap(from: Place): MapValue {
  return { kind: "map", entries: new Map(), from };
}

function scalar(text: string, from: Place): ScalarValue {
  return { kind: "scalar", value: text, text, from };
}

function boolean(value: boolean, from: Place): ScalarValue {
  return { kind: "scalar", value, text: String(value), from };
}

function put(values: MapValue, path: string, value: Value): void {
  const keys = path.split(".");
  let here = values;
  for (const key of keys.slice(0, -1)) {
    const next = here.entries.get(key);
    const map = next?.kind === "map" ? next : emptyMap(value.from);
    here.entries.set(key, map);
    here = map;
  }
  here.entries.set(keys.at(-1)!, value);
}
