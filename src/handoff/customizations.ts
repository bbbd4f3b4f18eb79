// customizations.yaml: the externalProxy block of the Helm chart.

import { X509Certificate } from "node:crypto";
import type { Artifact } from "./artifact.ts";
import { comment } from "./comment.ts";
import { httpsLimits } from "./env.ts";
import type { Handoff } from "./handoff.ts";
import { type WantedVariable, wantedVariables } from "./variables.ts";

/** A value of the block, and the variables that the chart renders from it. */
interface Value {
  key: string;
  lines: string[];
  why: string;
  variables: string[];
}

export function customizations(handoff: Handoff): Artifact {
  const { proxy, found } = handoff;
  const wanted = wantedVariables({ ...handoff, ca: null });
  const values = valuesOf(handoff);
  const left = values.filter(
    ({ variables }) => found === null || variables.some((name) => differs(name, wanted, handoff)),
  );
  const lines = [
    ...comment(`Proxy settings of CARTO Self-hosted for Helm, for the proxy ${proxy?.href}.`),
    ...comment("Merge this block into customizations.yaml, and upgrade the release with it."),
    ...(found === null ? [] : comment("Only what the report's run had otherwise, or not at all.")),
    ...(left.length === 0 ? comment("Nothing: the run of the report had all of it.") : ["externalProxy:"]),
    ...left.flatMap(({ why, lines: own }) => [...comment(why, "  "), ...own.map((line) => `  ${line}`)]),
    ...certificateHint(handoff),
  ];
  return { text: `${lines.join("\n")}\n`, notes: httpsLimits(handoff) };
}

function valuesOf(handoff: Handoff): Value[] {
  const { proxy, bypass } = handoff;
  if (proxy === null) return [];
  const named = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"];
  const value = (key: string, lines: string[], why: string, variables = named): Value => ({
    key,
    lines,
    why,
    variables,
  });
  return [
    value("enabled", ["enabled: true"], "Without it the chart sets no proxy variable at all."),
    value(
      "type",
      [`type: ${proxy.scheme}`],
      "http or https: how CARTO speaks to the proxy itself, whatever the target.",
    ),
    value(
      "host",
      [`host: ${quoted(hostOf(proxy.host))}`],
      "The chart renders type://host:port into the variables, in both cases.",
    ),
    value("port", [`port: ${proxy.port}`], "Without a port the chart would render :0."),
    value("excludedDomains", exclusions(handoff), `NO_PROXY. ${reasons(bypass)}`, ["NO_PROXY", "no_proxy"]),
    value("sslRejectUnauthorized", ["sslRejectUnauthorized: true"], VERIFY, ["NODE_TLS_REJECT_UNAUTHORIZED"]),
    ...certificate(handoff),
  ];
}

const VERIFY =
  "Certificates are verified. With false anybody on the way could read along, and some clients verify all the same.";

function exclusions({ bypass }: Handoff): string[] {
  return ["excludedDomains:", ...bypass.map(({ entry }) => `  - ${quoted(entry)}`)];
}

function reasons(bypass: Handoff["bypass"]): string {
  const groups = Map.groupBy(bypass, ({ why }) => why);
  return [...groups].map(([why, entries]) => `${entries.map(({ entry }) => entry).join(", ")}: ${why}.`).join(" ");
}

/** Written anew from what was read, so that nothing but base64 gets into the block. */
function certificate({ ca }: Handoff): Value[] {
  if (ca === null || ca.certificates.length === 0) return [];
  const pem = ca.certificates.flatMap((block) => new X509Certificate(block).toString().trim().split("\n"));
  const lines = ["sslCA: |", ...pem.map((line) => `  ${line}`)];
  const why =
    "The private CA that signed the proxy's certificate, or that inspects TLS. Charts since July 2026 also take it, on its own, as trustedCACerts.value; an existing trustedCACerts.value is added to it.";
  return [{ key: "sslCA", lines, why, variables: ["NODE_EXTRA_CA_CERTS"] }];
}

function certificateHint({ proxy, ca }: Handoff): string[] {
  if (proxy?.scheme !== "https" || (ca !== null && ca.certificates.length > 0)) return [];
  const text =
    "Where a CA of your own signed the proxy's certificate: its PEM text here, below sslCA: | (carto-proxy config generate customizations --ca FILE writes it).";
  return comment(text, "  ");
}

/** The report masks nothing of these but logins, which are never written. A certificate's text it does not hold. */
function differs(name: string, wanted: WantedVariable[], { found }: Handoff): boolean {
  const value = found?.variables[name];
  if (name === "NODE_EXTRA_CA_CERTS") return value === undefined;
  if (name === "NODE_TLS_REJECT_UNAUTHORIZED") return value !== "1";
  return value !== wanted.find((each) => each.name === name)?.value;
}

function hostOf(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

/** A JSON string is a YAML one; a bare "*.x" or "[::1]" would be something else. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
