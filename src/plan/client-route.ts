// The route that a client library takes by its own reading of the container's variables, which need not be that of our own probe.

import type { ClientReading, ClientRoute } from "../settings/client-route/client-route.ts";
import { databricks } from "../settings/client-route/databricks.ts";
import { gaxios, teenyRequest } from "../settings/client-route/google.ts";
import { grpc } from "../settings/client-route/grpc.ts";
import { proxyAgent } from "../settings/client-route/proxy-from-env.ts";
import { snowflake } from "../settings/client-route/snowflake.ts";
import { undici8 } from "../settings/client-route/undici.ts";
import type { Settings } from "../settings/settings.ts";
import type { ClientName, DirectRoute, ProxyRoute } from "./check.ts";
import type { RouteChoice } from "./route.ts";
import { TOKEN_HOST } from "./warehouse-checks.ts";

/** Of the versions that the doctor runs. BigQuery has two stacks: by the host that is asked. */
const readings: Record<Exclude<ClientName, "postgres" | "bigquery">, ClientReading> = {
  fetch: undici8,
  "node-http": proxyAgent,
  pubsub: grpc,
  snowflake,
  databricks,
};

export function clientRouteOf(
  client: ClientName,
  target: { host: string; port: number },
  settings: Settings,
): RouteChoice {
  if (client === "postgres") return direct("warehouse-bypass");
  const reading = client === "bigquery" ? googleReading(target.host) : readings[client];
  const variables = settings.environment.reveal();
  const read = reading.read(variables, { scheme: "https", host: target.host.toLowerCase(), port: target.port });
  if (read.route === "proxy") return { route: byProxy(read), unusable: null };
  if (read.entry !== null) return direct("no_proxy", read.entry);
  if (read.route === "error") return { route: byProxy(read), unusable: "proxy-url-invalid" };
  const { https, http, grpc: ofGrpc } = settings.proxies;
  if (!https && !http && !ofGrpc) return direct("no-proxy-configured");
  return direct(client === "databricks" ? "warehouse-bypass" : "client-bypass");
}

function googleReading(host: string): ClientReading {
  return host === TOKEN_HOST ? gaxios : teenyRequest;
}

function byProxy({ proxy, variable }: ClientRoute): ProxyRoute {
  const name = variable?.toLowerCase() ?? "";
  const reason = name === "grpc_proxy" || name === "http_proxy" ? name : "https_proxy";
  return { kind: "proxy", proxy: proxy ?? "", reason, form: "tunnel" };
}

function direct(reason: DirectRoute["reason"], entry: string | null = null): RouteChoice {
  return { route: { kind: "direct", reason, entry }, unusable: null };
}
