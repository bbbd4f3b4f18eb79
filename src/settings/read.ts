// Sources and flags → Settings. Flags win over every source.

import { readNamedCaFile } from "./ca-file.ts";
import { configuredSources, configuredVariables, podEnvironment } from "./configured-variables.ts";
import { detectDeployment } from "./deployment.ts";
import { givenBy } from "./derived/given.ts";
import { readHosts } from "./derived/hosts.ts";
import { readStores } from "./derived/stores.ts";
import { chosenWarehouses } from "./derived/warehouse-providers.ts";
import { readExtraCa } from "./extra-ca.ts";
import { readBounded } from "./file.ts";
import { parseProxyUrl } from "./proxy-url.ts";
import type { DeploymentKind, NoProxySetting, ProxySetting, ProxyVariable, Settings, Warehouse } from "./settings.ts";
import { readSnowflakeAllowlist } from "./snowflake-allowlist.ts";
import { effective, findVariable, type VariableSource } from "./source.ts";
import { parseWarehouseUrl } from "./warehouse-url.ts";

export interface SettingsFlags {
  deployment?: DeploymentKind;
  ca?: string;
  publicRoots?: string;
  warehouses?: string[];
  snowflakeAllowlist?: string;
}

/** Throws UsageError for a flag that cannot be used; what is wrong in a source is kept as a problem beside the value. */
export function readSettings(sources: VariableSource[], flags: SettingsFlags = {}): Settings {
  const given = givenBy(sources);
  const counting = effective(sources);
  const features = [...counting.flatMap(({ facts }) => facts?.features ?? []), ...chosenWarehouses(given)];
  const stores = readStores(given, sources);
  const named = (flags.warehouses ?? []).map((url) => readWarehouse(url, sources));
  // A server that is named on the command line is tested as that says.
  const derived = stores.warehouses.filter((store) => !named.some((warehouse) => sameServer(store, warehouse)));
  return {
    deployment:
      flags.deployment === undefined ? detectDeployment(sources) : { kind: flags.deployment, from: "--deployment" },
    sources: sources.map((source) => source.name),
    proxies: {
      http: readProxy(sources, ["http_proxy", "HTTP_PROXY"]),
      https: readProxy(sources, ["https_proxy", "HTTPS_PROXY"]),
      grpc: readProxy(sources, ["grpc_proxy", "GRPC_PROXY"]),
    },
    noProxy: readNoProxy(sources),
    extraCa: flags.ca === undefined ? readExtraCa(sources) : readNamedCaFile(flags.ca, "--ca"),
    publicRoots: flags.publicRoots === undefined ? null : readNamedCaFile(flags.publicRoots, "--public-roots"),
    tlsVerification: readTlsVerification(sources),
    warehouses: [...named, ...derived],
    snowflakeHosts: flags.snowflakeAllowlist === undefined ? [] : readSnowflakeAllowlist(flags.snowflakeAllowlist),
    hosts: readHosts(
      given,
      features,
      counting.findLast(({ facts }) => facts?.identityProvider)?.facts?.identityProvider,
    ),
    environment: podEnvironment(sources),
    secrets: sources.flatMap(({ facts }) => facts?.secrets ?? []),
    configuration: {
      sources: configuredSources(sources),
      variables: configuredVariables(sources),
      problems: [...sources.flatMap(({ problems }) => problems ?? []), ...stores.problems],
      features,
      clusterDomain: counting.findLast(({ facts }) => facts?.clusterDomain)?.facts?.clusterDomain ?? null,
      workloadIdentity: counting.findLast(({ facts }) => facts?.workloadIdentity)?.facts?.workloadIdentity ?? null,
    },
  };
}

/** Lower case first, as undici, proxy-agent, snowflake-sdk and curl read it. */
function readProxy(sources: VariableSource[], names: readonly ProxyVariable[]): ProxySetting | null {
  const found = findVariable(sources, names);
  return found === null ? null : { variable: found.name, from: found.from, ...parseProxyUrl(found.value) };
}

function readNoProxy(sources: VariableSource[]): NoProxySetting | null {
  const found = findVariable(sources, ["no_proxy", "NO_PROXY"]);
  return found === null ? null : { entries: found.value.split(","), from: found.from };
}

/** Node.js turns verification off for the value "0" alone. */
function readTlsVerification(sources: VariableSource[]): Settings["tlsVerification"] {
  const found = findVariable(sources, ["NODE_TLS_REJECT_UNAUTHORIZED"]);
  return { enabled: found?.value !== "0", from: found?.from ?? null };
}

function readWarehouse(url: string, sources: VariableSource[]): Warehouse {
  const env = Object.assign({}, ...sources.map((source) => source.variables)) as Record<string, string | undefined>;
  return parseWarehouseUrl(url, "--warehouse", { env, readCa: readNamedCaFile, readSecret });
}

/** A service account's key has some 2,400 bytes. */
const SECRET_BYTES = 64 * 1024;

function readSecret(file: string): string {
  const bytes = readBounded(file, SECRET_BYTES);
  if (bytes === null) throw new Error(`it is larger than ${SECRET_BYTES / 1024} KiB: no password and no key`);
  return bytes.toString("utf8");
}

function sameServer(one: Warehouse, other: Warehouse): boolean {
  return one.kind === other.kind && one.host === other.host && one.port === other.port;
}
