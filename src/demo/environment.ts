// The variables that CARTO's .env would hold to use the lab: every one in upper and in lower case, as CARTO asks for. Pure.

import type { DeploymentKind } from "../settings/settings.ts";

/** What CARTO's own parts call each other; none of it may go by the proxy. */
const INTERNAL: Record<DeploymentKind, string[]> = {
  vm: ["notifier", "workspace-api", "maps-api", "import-api", "lds-api", "http-cache", "redis", "workspace-postgres"],
  kots: [".svc.cluster.local"],
  helm: [".svc.cluster.local"],
};

/** An HTTPS proxy gets no GRPC_PROXY: CARTO's documents leave it out there, since the gRPC client knows plain proxies only. */
export function proxyVariables(
  proxy: { scheme: "http" | "https"; port: number },
  deployment: DeploymentKind,
  caFile: string,
): Record<string, string> {
  const url = `${proxy.scheme}://127.0.0.1:${proxy.port}`;
  return {
    ...bothCases("HTTP_PROXY", url),
    ...bothCases("HTTPS_PROXY", url),
    ...(proxy.scheme === "http" ? bothCases("GRPC_PROXY", url) : {}),
    ...bothCases("NO_PROXY", ["localhost", "127.0.0.1", ...INTERNAL[deployment]].join(",")),
    NODE_EXTRA_CA_CERTS: caFile,
  };
}

/** The text of a .env file. */
export function renderEnvFile(variables: Record<string, string>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}="${value}"\n`)
    .join("");
}

function bothCases(name: string, value: string): Record<string, string> {
  return { [name]: value, [name.toLowerCase()]: value };
}
