// The servers of the lab: the proxy, the origins behind it, and the one that intercepts.

import type { Authorities } from "./authorities.ts";
import { issue } from "./certificates.ts";
import type { Listener } from "./listener.ts";
import { type AnswerFor, startPlainOrigin, startSecureOrigin } from "./origin.ts";
import { type ForwardProxy, type Ruling, startProxy } from "./proxy.ts";
import type { Teardown } from "./teardown.ts";

export interface Servers {
  proxy: ForwardProxy;
  /** HTTPS and gRPC for every name. */
  secure: Listener;
  /** HTTP for every name. */
  plain: Listener;
  /** HTTPS for every name, by the authority that nobody trusts. */
  inspector: Listener;
}

export async function startServers(
  authorities: Authorities,
  wanted: { answerFor: AnswerFor; rulings: Map<string, Ruling> },
  teardown: Teardown,
): Promise<Servers> {
  const { answerFor, rulings } = wanted;
  const { proxy: company, publicIntermediate, inspection } = authorities;
  const close = (server: { close(): Promise<void> }) => server.close();
  const certificate = await issue(company, { names: ["localhost", "127.0.0.1"] });
  const [proxy, secure, plain, inspector] = await Promise.all([
    teardown.keep(startProxy({ certificate, rulings }), close),
    teardown.keep(startSecureOrigin({ issuer: publicIntermediate, answerFor }), close),
    teardown.keep(startPlainOrigin(answerFor), close),
    teardown.keep(startSecureOrigin({ issuer: inspection, answerFor, sendRoot: true }), close),
  ]);
  return { proxy, secure, plain, inspector };
}
