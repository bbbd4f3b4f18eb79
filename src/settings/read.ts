// Sources and flags → Settings. Flags win over every source.

import { readCaFile, readNamedCaFile } from "./ca-file.ts";
import { configuredSources, configuredVariables, podEnvironment } from "./configured-variables.ts";
import { detectDeployment } from "./deployment.ts";
import { parseProxyUrl } from "./proxy-url.ts";
import type {
  CaFile,
  DeploymentKind,
  NoProxySetting,
  ProxySetting,
  ProxyVariable,
  Settings,
  Warehouse,
} from "./settings.ts";
import { readSnowflakeAllowlist } from "./snowflake-allowlist.ts";
import { findVariable, type VariableSource } from "./source.ts";
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
    extraCa: readExtraCa(sources, flags.ca),
    publicRoots: flags.publicRoots === undefined ? null : readNamedCaFile(flags.publicRoots, "--public-roots"),
    tlsVerification: readTlsVerification(sources),
    warehouses: (flags.warehouses ?? []).map((url) => readWarehouse(url, sources)),
    snowflakeHosts: flags.snowflakeAllowlist === undefined ? [] : readSnowflakeAllowlist(flags.snowflakeAllowlist),
    hosts: [],
    environment: podEnvironment(sources),
    configuration: {
      sources: configuredSources(sources),
      variables: configuredVariables(sources),
      problems: sources.flatMap(({ problems }) => problems ?? []),
      features: [],
      clusterDomain: null,
      workloadIdentity: null,
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

function readExtraCa(sources: VariableSource[], flag: string | undefined): CaFile | null {
  if (flag !== undefined) return readNamedCaFile(flag, "--ca");
  const found = findVariable(sources, ["NODE_EXTRA_CA_CERTS"]);
  return found === null ? null : readCaFile(found.value, found.from);
}

/** Node.js turns verification off for the value "0" alone. */
function readTlsVerification(sources: VariableSource[]): Settings["tlsVerification"] {
  const found = findVariable(sources, ["NODE_TLS_REJECT_UNAUTHORIZED"]);
  return { enabled: found?.value !== "0", from: found?.from ?? null };
}

function readWarehouse(url: string, sources: VariableSource[]): Warehouse {
  const env = Object.assign({}, ...sources.map((source) => source.variables)) as Record<string, string | undefined>;
  return parseWarehouseUrl(url, "--warehouse", { env, readCa: readNamedCaFile });
}
