// The three routes to one target, so that a fault of the target is tested by each of them.

import type { Check, Protocol } from "../../src/plan/check.ts";
import { byProxy, check, DIRECT, DIRECT_HOST } from "./checks.ts";
import type { Loopback, Servers } from "./loopback.ts";
import { HOST, type Pki } from "./pki.ts";
import { proxyThat } from "./proxy-that.ts";

export const ROUTES = ["direct", "http proxy", "https proxy"] as const;
export type RouteName = (typeof ROUTES)[number];

/** What the story of a check begins with by each route, up to the target. */
export const WAY = {
  direct: "tcp ok",
  "http proxy": "tcp ok, tunnel ok",
  "https proxy": "tcp ok, proxy-tls ok, tunnel ok",
} satisfies Record<RouteName, string>;

/** A check of `origin` by the route: by its name through a good proxy, by its address direct. */
export async function checkBy(
  route: RouteName,
  protocol: Protocol,
  origin: Loopback,
  servers: Servers,
  pki: Pki,
  rest: Partial<Check> = {},
): Promise<Check> {
  if (route === "direct") return check(protocol, DIRECT_HOST, origin.port, DIRECT, rest);
  const isTls = route === "https proxy";
  const proxy = await servers.up(proxyThat.passesResetsOn(origin.port, isTls ? pki.proxy : undefined));
  return check(protocol, HOST, 443, byProxy(proxy.port, isTls ? "https" : "http"), rest);
}
