// The proxy part of Helm values → the variables of the pods, as the chart's helpers make them (chart 1.287, _helpers.tpl).

import { printableValue } from "../printable.ts";
import type { ContainerFile } from "../source.ts";
import { textOf, type Value, valueAt } from "../yaml/values.ts";
import type { Rendering } from "./rendering.ts";

const CERTIFICATES = "/usr/src/certs/trusted-ca-certs";
const PROXY_NAMES = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "GRPC_PROXY", "grpc_proxy"];

/** Whether the values turn the proxy on: a Go template takes every string that is not empty as true, "false" too. */
export function proxyEnabled(values: Value): boolean {
  return truthy(valueAt(values, "externalProxy.enabled"));
}

export function renderProxy(values: Value, rendering: Rendering): void {
  if (proxyEnabled(values)) {
    renderUrl(values, rendering);
    renderVerification(values, rendering);
    renderExclusions(values, rendering);
  }
  renderCa(values, rendering);
}

function renderUrl(values: Value, { set }: Rendering): void {
  const at = (key: string) => valueAt(values, `externalProxy.${key}`);
  const whole = textOf(at("connectionString")) ?? "";
  const [type, host] = [textOf(at("type")) ?? "", textOf(at("host")) ?? ""];
  const url = whole !== "" ? whole : `${type.toLowerCase()}://${host}:${asInteger(at("port"))}`;
  const place = whole !== "" ? at("connectionString") : (at("host") ?? at("port") ?? at("type") ?? at("enabled"));
  for (const name of PROXY_NAMES) set(name, url, place!.from);
}

/** sprig's `int`: what is no number is 0. */
function asInteger(port: Value | null): string {
  const text = (textOf(port) ?? "").trim();
  return /^[+-]?\d+(\.0*)?$/.test(text) ? String(Number.parseInt(text, 10)) : "0";
}

/** The chart's own default is true; what is no boolean is no value that it renders. */
function renderVerification(values: Value, { set }: Rendering): void {
  const value = valueAt(values, "externalProxy.sslRejectUnauthorized");
  const off = value?.kind === "scalar" && value.value === false;
  set("NODE_TLS_REJECT_UNAUTHORIZED", off ? "0" : "1", (value ?? valueAt(values, "externalProxy.enabled")!).from);
}

/** A list joined with commas, or a string as it is; nothing where it is empty. */
function renderExclusions(values: Value, { set }: Rendering): void {
  const value = valueAt(values, "externalProxy.excludedDomains");
  if (value === null || value.kind === "map") return;
  const joined =
    value.kind === "list" ? value.items.map((item) => textOf(item) ?? "").join(",") : (textOf(value) ?? "");
  const empty = value.kind === "list" ? value.items.length === 0 : joined === "";
  if (empty) return;
  for (const name of ["NO_PROXY", "no_proxy"]) set(name, joined, value.from);
}

/** One file: inline certificates win, and a ConfigMap is then not added to them. */
function renderCa(values: Value, rendering: Rendering): void {
  const file = caFile(values);
  if (file === null) return;
  rendering.set("NODE_EXTRA_CA_CERTS", file.path, file.content.from);
  rendering.files[file.path] = file.content;
}

function caFile(values: Value): { path: string; content: ContainerFile } | null {
  const own = valueAt(values, "trustedCACerts.value");
  const proxys = proxyEnabled(values) ? valueAt(values, "externalProxy.sslCA") : null;
  const inline = [own, proxys].filter((value) => (textOf(value) ?? "").trim() !== "").map((value) => value!);
  if (inline.length > 0) {
    const from = inline[0]!.from;
    const text = inline.map((value) => textOf(value)).join("\n");
    const origin = `the values ${inline.map((value) => value.from.key).join(" and ")}`;
    return { path: `${CERTIFICATES}/ca.crt`, content: { text, from, origin } };
  }
  const separate = configMap(values, "trustedCACerts.existingConfigmap", "ca.crt");
  return separate ?? (proxyEnabled(values) ? configMap(values, "externalProxy.sslCAConfigmap", "ca.crt") : null);
}

function configMap(values: Value, path: string, usualKey: string): { path: string; content: ContainerFile } | null {
  const name = valueAt(values, `${path}.name`);
  const text = textOf(name) ?? "";
  if (name === null || text === "") return null;
  const key = textOf(valueAt(values, `${path}.key`)) || usualKey;
  const origin = `the ConfigMap ${printableValue(text)}, key ${printableValue(key)}`;
  return { path: `${CERTIFICATES}/${key}`, content: { text: null, from: name.from, origin } };
}

export function truthy(value: Value | null): boolean {
  if (value === null) return false;
  if (value.kind === "list") return value.items.length > 0;
  if (value.kind === "map") return value.entries.size > 0;
  return value.value !== false && value.value !== 0 && value.value !== 0n && value.value !== "" && value.value !== null;
}
