// Step `tls`: TLS with the target, verified as CARTO's clients do it.

import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { Check } from "../../plan/check.ts";
import type { ProbeContext } from "../context.ts";
import { emptyTlsFacts, type HandshakeOptions, handshake } from "../handshake.ts";
import { StepFailed, type Trace } from "../trace.ts";

/** HTTP/1.1 is offered by name, as Node's own clients do (RFC 7301). */
export const HTTP1 = ["http/1.1"];
export const HTTP2 = ["h2"];

/** Without `verify` or `trust`, the settings decide: the public roots and the extra CA, enforced unless verification is turned off. */
export function tls(
  socket: Socket,
  check: Check,
  options: Partial<HandshakeOptions> & { alpn: readonly string[] },
  context: ProbeContext,
  trace: Trace,
): Promise<TLSSocket> {
  const facts = emptyTlsFacts(options.host ?? check.host);
  return trace.step("tls", facts, async (step) => {
    step.waitingFor = "answer to the TLS ClientHello";
    const defaults = { host: check.host, verify: context.settings.tlsVerification.enabled, trust: context.trust };
    const secured = await handshake(socket, { ...defaults, ...options }, facts, context);
    if (options.alpn.includes("h2") && secured.alpnProtocol !== "h2") {
      const cause = `h2 was offered by ALPN and not chosen (${secured.alpnProtocol || "no protocol"})`;
      throw new StepFailed({ code: "http2-not-offered", cause });
    }
    return secured;
  });
}
