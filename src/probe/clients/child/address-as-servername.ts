// In the child: an IP address given as a server name is left out of TLS, as by the Node.js versions that CARTO's containers run.

import { isIP } from "node:net";
import tls from "node:tls";

/**
 * undici 8 names an https:// proxy so, by whatever stands in its URL. Up to Node.js 25 that is a warning (DEP0123), from 26 on an
 * error, which would be one of the doctor's own Node.js and none of CARTO's. RFC 6066 §3: an address is no server name.
 */
export function leaveAddressesOutOfServerNames(): void {
  const connect = tls.connect as (...args: unknown[]) => tls.TLSSocket;
  const connectNamed = (...args: unknown[]) => connect(...args.map(withoutAddress));
  Object.assign(tls, { connect: connectNamed });
}

function withoutAddress(argument: unknown): unknown {
  if (typeof argument !== "object" || argument === null || !("servername" in argument)) return argument;
  const { servername, ...rest } = argument as { servername?: unknown };
  return typeof servername === "string" && isIP(servername) ? rest : argument;
}
