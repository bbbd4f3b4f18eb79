// The way to the target, whatever the protocol: names, TCP, and the proxy's TLS and tunnel where the route goes through one.

import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { Check } from "../../plan/check.ts";
import type { ProbeContext } from "../context.ts";
import { proxyOf } from "../proxy-route.ts";
import type { Trace } from "../trace.ts";
import { dns } from "./dns.ts";
import { proxyTls } from "./proxy-tls.ts";
import { tcp } from "./tcp.ts";
import { tunnel } from "./tunnel.ts";

/**
 * Takes the steps `dns`, `tcp`, `proxy-tls` and `tunnel` as far as the route has them, and gives the socket to go on with: to the
 * target itself, or to the proxy where a plain request goes in absolute form. The context owns it. A direct route gives a
 * net.Socket on which nothing was read or written.
 */
export async function openRoute(check: Check, context: ProbeContext, trace: Trace): Promise<Socket | TLSSocket> {
  if (check.route.kind === "direct") {
    const addresses = await dns(check.host, context, trace);
    const alone = check.protocol === "tcp" ? { provesTcpAlone: true as const } : {};
    return tcp({ host: check.host, port: check.port, ...alone }, addresses, context, trace);
  }
  const proxy = proxyOf(check.route, context.settings);
  const addresses = await dns(proxy.host, context, trace);
  const plain = await tcp(proxy, addresses, context, trace);
  const socket = proxy.scheme === "https" ? await proxyTls(plain, proxy, context, trace) : plain;
  if (check.route.form === "absolute" && check.protocol === "http") return socket;
  return tunnel(socket, check, proxy, context, trace);
}
