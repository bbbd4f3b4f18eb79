// The certificates that most tests need, minted once for each test file.

import { type Authority, authority, type Identity, leaf, selfSigned } from "./certificates.ts";
import { type Configured, DIRECT_HOST } from "./checks.ts";

export const HOST = "origin.example.com";

export interface Pki {
  /** The only public root. */
  root: Authority;
  intermediate: Authority;
  /** Trusted by nobody, unless a test says so. */
  corporate: Authority;
  /** For HOST and the loopback addresses, with its intermediate. */
  good: Identity;
  /** For the proxy on 127.0.0.1. */
  proxy: Identity;
  corporateProxy: Identity;
  untrusted: Identity;
  selfSigned: Identity;
  wrongName: Identity;
  expired: Identity;
  notYetValid: Identity;
  /** Signed by the intermediate, which is not sent, and which has an address. */
  noIntermediate: Identity;
}

const NAMES = [HOST, DIRECT_HOST, "::1", "localhost"];

export async function mintPki(): Promise<Pki> {
  const root = await authority("Test Root", "Test Public CA");
  const intermediate = await authority("Test Intermediate", "Test Public CA", root);
  const corporate = await authority("Corporate Root", "Example Corp");
  return {
    root,
    intermediate,
    corporate,
    good: await leaf(intermediate, NAMES, { intermediates: [intermediate] }),
    proxy: await leaf(root, [DIRECT_HOST, "localhost"]),
    corporateProxy: await leaf(corporate, [DIRECT_HOST]),
    untrusted: await leaf(corporate, NAMES),
    selfSigned: await selfSigned(NAMES),
    wrongName: await leaf(root, ["other.example.com"]),
    expired: await leaf(root, NAMES, { validity: "expired" }),
    notYetValid: await leaf(root, NAMES, { validity: "not-yet-valid" }),
    noIntermediate: await leaf(intermediate, NAMES, { issuerUrl: "http://ca.example.com/intermediate.cer" }),
  };
}

export function trusting(pki: Pki, ...extraCa: Authority[]): Configured {
  return { publicRoots: [pki.root.pem], extraCa: extraCa.map((one) => one.pem) };
}
