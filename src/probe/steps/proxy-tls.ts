// Step `proxy-tls`: TLS with an https:// proxy itself.

import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { ProxyUrl } from "../../settings/settings.ts";
import type { ProbeContext } from "../context.ts";
import { emptyTlsFacts, handshake } from "../handshake.ts";
import type { Trace } from "../trace.ts";
import { HTTP1 } from "./tls.ts";

/** Where no TLS comes back, ProxyIdentity finds out whether a plain HTTP proxy stands there. */
export function proxyTls(socket: Socket, proxy: ProxyUrl, context: ProbeContext, trace: Trace): Promise<TLSSocket> {
  const facts = emptyTlsFacts(proxy.host);
  return trace.step("proxy-tls", facts, (step) => {
    step.waitingFor = "answer to the TLS ClientHello";
    const verify = context.settings.tlsVerification.enabled;
    const options = { host: proxy.host, alpn: HTTP1, verify, trust: context.trust };
    return context.identity.watch(proxy, socket, facts, step, () => handshake(socket, options, facts, context));
  });
}
