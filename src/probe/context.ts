// What a step may use: the settings, the trust, the resolver, and the end of its time. One for each check, made by probe.ts.

import type { Settings } from "../settings/settings.ts";
import type { ProxyIdentity } from "./proxy-identity.ts";
import type { Resolver } from "./resolver.ts";
import type { Trust } from "./trust.ts";

/** Anything that keeps a handle open: a socket, an HTTP/2 session, a child process wrapped so. */
export interface Destroyable {
  destroy(): void;
}

/** The reason of `signal` where the check's own time is up. */
export class CheckTimedOut extends Error {}

export interface ProbeContext {
  settings: Settings;
  /** Whom TLS trusts for targets and the proxy: public roots plus the extra CA. A warehouse's own `ca`: `trustFrom(certificates)`. */
  trust: Trust;
  resolver: Resolver;
  /** What stands on a proxy's port, found out by at most one more connection for each proxy and run. */
  identity: ProxyIdentity;
  /** Milliseconds that the whole check may take. */
  timeoutMs: number;
  /** Aborted when the check's time is up, when the run ends, and when the check is done. */
  signal: AbortSignal;
  /** Takes secrets out of a text. Every text from the network passes it before it enters facts, and before it is shortened. */
  redact: (text: string) => string;
  /** e.g. "carto-proxy/1.0.0" */
  userAgent: string;
  /** The check's time starts anew, once: what came before was our own preparation. Absent where nothing is prepared. */
  restart?(): void;
  /** Registers what the check opens: destroyed when it ends, or at once where it has ended already. */
  own<T extends Destroyable>(resource: T): T;
}
