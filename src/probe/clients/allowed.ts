// The addresses that a client library may open connections to: the check's targets, and every proxy that a variable names.

import { PROXY_VARIABLES } from "../../settings/configuration.ts";
import type { Settings } from "../../settings/settings.ts";
import type { Allowed } from "./library-job.ts";

export function allowedFor(targets: { host: string; port: number }[], settings: Settings): Allowed[] {
  const variables = settings.environment.reveal();
  // Libraries differ in which variable they read, and in whether a scheme may be left out.
  const proxies = PROXY_VARIABLES.flatMap((name) => proxyIn(variables[name] ?? ""));
  return [...targets.map(({ host, port }): Allowed => ({ host, port, role: "target" })), ...proxies];
}

function proxyIn(value: string): Allowed[] {
  const text = value.trim();
  const url = URL.parse(text.includes("://") ? text : `http://${text}`);
  if (url === null || url.hostname === "") return [];
  const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80);
  return [{ host: url.hostname.replace(/^\[|\]$/g, ""), port, role: "proxy" }];
}
