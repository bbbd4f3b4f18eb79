// Commands that show whether a fault is mended. None holds credentials; arguments are quoted for a POSIX shell.

import type { SettingsSummary } from "../../settings/settings.ts";
import type { ObservedCheck } from "../evidence.ts";
import { hostPort, isAddress, isPostgres, proxyParts } from "../service.ts";

export function doctor(...claimed: ObservedCheck[]): string {
  const ids = claimed.slice(0, 3).map(({ check }) => `--only ${quoted(check.id)}`);
  return ["carto-proxy doctor", ...ids].join(" ");
}

/** curl to the check's own target by the check's own route; netcat where the target speaks no HTTP. */
export function request({ check }: Pick<ObservedCheck, "check">, settings: SettingsSummary): string {
  const scheme = check.protocol === "http" ? "http" : "https";
  if (!["http", "https", "grpc"].includes(check.protocol)) return reach(check);
  const usual = check.port === (scheme === "http" ? 80 : 443);
  const authority = usual ? hostPort(check).replace(/:\d+$/, "") : hostPort(check);
  const url = quoted(`${scheme}://${authority}${check.path ?? "/"}`);
  if (check.route.kind === "direct") return `curl -v --noproxy '*' ${url}`;
  const ca = settings.extraCa && !settings.extraCa.problem ? ` --proxy-cacert ${quoted(settings.extraCa.file)}` : "";
  const trusted = check.route.proxy.startsWith("https:") ? ca : "";
  const tunnel = scheme === "http" && check.route.form === "tunnel" ? " --proxytunnel" : "";
  return `curl -v --proxy ${quoted(check.route.proxy)}${trusted}${tunnel} ${url}`;
}

/** A TCP connection and nothing more. */
export function reach({ host, port }: { host: string; port: number }): string {
  return `nc -vz -w 5 ${quoted(host)} ${port}`;
}

export function lookUp(host: string): string {
  return `getent hosts ${quoted(host)}`;
}

/** The chain that the target (or, for `proxy-tls`, the proxy) sends. */
export function showChain({ check }: ObservedCheck, handshake: "proxy-tls" | "tls", settings: SettingsSummary): string {
  if (handshake === "proxy-tls" && check.route.kind === "proxy") return client(proxyParts(check.route.proxy));
  const speaking = isPostgres(check) ? " -starttls postgres" : check.protocol === "grpc" ? " -alpn h2" : "";
  if (check.route.kind === "direct") return client(check, speaking);
  // openssl s_client cannot speak TLS to the proxy itself, curl can.
  if (check.route.proxy.startsWith("https:")) return request({ check }, settings);
  return client(check, `${speaking} -proxy ${quoted(hostPort(proxyParts(check.route.proxy)))}`);
}

function client(target: { host: string; port: number }, options = ""): string {
  const named = isAddress(target.host) ? "" : ` -servername ${quoted(target.host)}`;
  return `openssl s_client${options} -connect ${quoted(hostPort(target))}${named} -showcerts </dev/null`;
}

export function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
