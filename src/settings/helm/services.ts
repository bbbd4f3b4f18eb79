// Databases, buckets and custom domains of Helm values → the variables of the pods (chart 1.287, workspace-api's ConfigMap and Secret).

import type { Place } from "../configuration.ts";
import { textOf, type Value, valueAt } from "../yaml/values.ts";
import { truthy } from "./external-proxy.ts";
import type { Rendering } from "./rendering.ts";

const POSTGRES_CA = "/usr/src/certs/postgresql-ssl-ca/ca.crt";
const REDIS_CA = "/usr/src/certs/redis-tls-ca/ca.crt";

/** Variable ← value, as it is. */
const COPIED: Record<string, string> = {
  PUBSUB_CUSTOM_DOMAIN: "cartoConfigValues.pubsubDomain",
  PUBSUB_USE_REST_API: "cartoConfigValues.usePubSubRestApi",
  AUTH0_DOMAIN: "cartoConfigValues.cartoAuth0CustomDomain",
  AI_ACCOUNTS_API_URL: "cartoConfigValues.cartoAccApiDomain",
  WORKSPACE_IMPORTS_PROVIDER: "appConfigValues.storageProvider",
  WORKSPACE_IMPORTS_BUCKET: "appConfigValues.workspaceImportsBucket",
  WORKSPACE_THUMBNAILS_PROVIDER: "appConfigValues.storageProvider",
  WORKSPACE_THUMBNAILS_BUCKET: "appConfigValues.workspaceThumbnailsBucket",
};

const BY_PROVIDER: Record<string, Record<string, string>> = {
  s3: {
    WORKSPACE_IMPORTS_REGION: "appConfigValues.awsS3Region",
    WORKSPACE_THUMBNAILS_REGION: "appConfigValues.awsS3Region",
    WORKSPACE_IMPORTS_ENDPOINT: "appConfigValues.s3Endpoint",
    WORKSPACE_THUMBNAILS_ENDPOINT: "appConfigValues.s3Endpoint",
    WORKSPACE_IMPORTS_FORCE_PATH_STYLE: "appConfigValues.s3ForcePathStyle",
    WORKSPACE_THUMBNAILS_FORCE_PATH_STYLE: "appConfigValues.s3ForcePathStyle",
    WORKSPACE_IMPORTS_EXTERNAL_URL: "appConfigValues.s3ExternalUrl",
  },
  "azure-blob": {
    WORKSPACE_IMPORTS_STORAGE_ACCOUNT: "appConfigValues.azureStorageAccount",
    WORKSPACE_THUMBNAILS_STORAGE_ACCOUNT: "appConfigValues.azureStorageAccount",
  },
};

export function renderServices(values: Value, rendering: Rendering): void {
  copy(values, COPIED, rendering);
  copy(values, BY_PROVIDER[textOf(valueAt(values, "appConfigValues.storageProvider")) ?? ""] ?? {}, rendering);
  renderPostgres(values, rendering);
  renderRedis(values, rendering);
}

function copy(values: Value, table: Record<string, string>, { set }: Rendering): void {
  for (const [name, path] of Object.entries(table)) {
    const value = valueAt(values, path);
    const text = textOf(value);
    if (value !== null && text !== null && text !== "") set(name, text, value.from);
  }
}

/** Nothing where no external server is named, or the chart's own is turned on. */
function renderPostgres(values: Value, rendering: Rendering): void {
  const external = (key: string) => valueAt(values, `externalPostgresql.${key}`);
  if (textOf(external("host")) === null || truthy(valueAt(values, "internalPostgresql.enabled"))) return;
  const host = external("host")!.from;
  const put = putter(rendering, external);
  put("WORKSPACE_POSTGRES_HOST", "host");
  put("WORKSPACE_POSTGRES_PORT", "port", { text: "5432", from: host });
  put("WORKSPACE_POSTGRES_USER", "user", { text: "workspace_admin", from: host });
  put("WORKSPACE_POSTGRES_DB", "database", { text: "workspace", from: host });
  put("WORKSPACE_POSTGRES_PASSWORD", "password");
  const ssl = truthy(external("sslEnabled"));
  rendering.set("WORKSPACE_POSTGRES_SSL_ENABLED", String(ssl), external("sslEnabled")?.from ?? host);
  if (ssl) renderFile(rendering, "WORKSPACE_POSTGRES_SSL_CA", POSTGRES_CA, external("sslCA"));
}

function renderRedis(values: Value, rendering: Rendering): void {
  const external = (key: string) => valueAt(values, `externalRedis.${key}`);
  const internal = valueAt(values, "internalRedis.enabled");
  // The chart's own is on by default, and then the external one does not count.
  if (textOf(external("host")) === null || internal === null || truthy(internal)) return;
  const host = external("host")!.from;
  const put = putter(rendering, external);
  put("REDIS_HOST", "host");
  put("REDIS_PORT", "port", { text: "6379", from: host });
  put("REDIS_PASSWORD", "password");
  const tls = truthy(external("tlsEnabled"));
  rendering.set("REDIS_TLS_ENABLED", String(tls), external("tlsEnabled")?.from ?? host);
  if (tls) renderFile(rendering, "REDIS_TLS_CA", REDIS_CA, external("tlsCA"));
}

function putter({ set }: Rendering, read: (key: string) => Value | null) {
  return (name: string, key: string, usual?: { text: string; from: Place }) => {
    const value = read(key);
    const text = textOf(value);
    if (value !== null && text !== null && text !== "") set(name, text, value.from);
    else if (usual) set(name, usual.text, usual.from);
  };
}

function renderFile({ set, files }: Rendering, name: string, path: string, value: Value | null): void {
  const text = textOf(value) ?? "";
  if (value === null || text.trim() === "") return;
  set(name, path, value.from);
  files[path] = { text, from: value.from, origin: `the value ${value.from.key}` };
}
