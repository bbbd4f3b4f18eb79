// The variables that CARTO's guide asks for, for this proxy, each with its reason.

import type { Handoff } from "./handoff.ts";

export interface WantedVariable {
  name: string;
  value: string;
  why: string;
}

const WHY: Record<string, string> = {
  HTTP_PROXY: "Mandatory. The proxy for http:// targets; the BigQuery client takes this one for https:// targets too.",
  HTTPS_PROXY: "Mandatory. The proxy for https:// targets, which is nearly all that CARTO asks for.",
  GRPC_PROXY: "Mandatory for an http:// proxy. The proxy for Pub/Sub, whose client reads the lower-case one alone.",
  NO_PROXY: "What is reached without the proxy:",
};

/** Upper case and lower case of each: CARTO's client libraries differ in which of the two they read. */
export function wantedVariables(handoff: Pick<Handoff, "proxy" | "bypass" | "ca">): WantedVariable[] {
  const { proxy, bypass, ca } = handoff;
  if (proxy === null) return [];
  // The founding document has no GRPC_PROXY for an HTTPS proxy: the gRPC client does not support one.
  const names = proxy.scheme === "http" ? ["HTTP_PROXY", "HTTPS_PROXY", "GRPC_PROXY"] : ["HTTP_PROXY", "HTTPS_PROXY"];
  return [
    ...names.flatMap((name) => inBothCases(name, proxy.href)),
    ...inBothCases("NO_PROXY", bypass.map(({ entry }) => entry).join(",")),
    ...(ca === null ? [] : [{ name: "NODE_EXTRA_CA_CERTS", value: ca.containerPath, why: CA }]),
    ...(proxy.scheme === "https" ? [{ name: "NODE_TLS_REJECT_UNAUTHORIZED", value: "1", why: VERIFY }] : []),
  ];
}

const CA =
  "The private CA that signed the certificate of the proxy (or that inspects TLS). A path in the containers: only ./certs beside docker-compose.yml is mounted there, at /usr/src/certs.";
const VERIFY =
  "1: certificates are verified. With 0 anybody on the way could read along, and the Snowflake driver was seen to fail.";

function inBothCases(name: string, value: string): WantedVariable[] {
  return [name, name.toLowerCase()].map((each) => ({ name: each, value, why: WHY[name] ?? "" }));
}
