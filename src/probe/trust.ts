// Whom TLS trusts: always a list of our own making, never what this process happens to have been started with.

import { X509Certificate } from "node:crypto";
import { createSecureContext, rootCertificates, type SecureContext } from "node:tls";
import type { Settings } from "../settings/settings.ts";
import { Anchors, type TrustedGroup } from "./anchor.ts";
import { organisationsOf } from "./certificate.ts";

export interface Trust {
  /** Shared by all connections: to build one takes as long as ten handshakes. */
  secureContext: SecureContext;
  /** The organisations (O=) of all trusted CAs. */
  organisations: ReadonlySet<string>;
  /** Tells which of the trusted CAs a chain hangs on. */
  anchors: Anchors;
}

/** The trust of CARTO's own clients: the public roots plus the extra CA file (NODE_EXTRA_CA_CERTS). */
export function trustOf(settings: Settings): Trust {
  const roots = settings.publicRoots?.certificates.filter(isReadable) ?? rootCertificates;
  const extra = readableUntilBroken(settings.extraCa?.certificates ?? []);
  return trustIn([
    { kind: "public", certificates: roots },
    { kind: "extra", certificates: extra },
  ]);
}

/** Trust in these PEM certificates alone, a server's own; those that cannot be read are left out. */
export function trustFrom(certificates: readonly string[]): Trust {
  return trustIn([{ kind: "server", certificates: certificates.filter(isReadable) }]);
}

function trustIn(groups: TrustedGroup[]): Trust {
  const ca = groups.flatMap(({ certificates }) => certificates);
  let organisations: ReadonlySet<string> | null = null;
  return {
    // An empty list would mean Node's own roots.
    secureContext: createSecureContext(ca.length > 0 ? { ca } : { ca: [""] }),
    get organisations() {
      organisations ??= new Set(ca.flatMap((pem) => organisationsOf(new X509Certificate(pem).subject)));
      return organisations;
    },
    anchors: new Anchors(groups),
  };
}

/** Node.js reads NODE_EXTRA_CA_CERTS up to the first broken certificate, and so do CARTO's containers. */
function readableUntilBroken(certificates: string[]): string[] {
  const broken = certificates.findIndex((pem) => !isReadable(pem));
  return broken < 0 ? certificates : certificates.slice(0, broken);
}

function isReadable(pem: string): boolean {
  try {
    new X509Certificate(pem);
    return true;
  } catch {
    return false;
  }
}
