// The authorities of the lab: one that stands for the public CAs, the company's own for its proxy, and one that nobody trusts.

import { type Authority, createAuthority } from "./certificates.ts";

export interface Authorities {
  publicRoot: Authority;
  /** Issued by the root: origins have to send it along, as on the Internet. */
  publicIntermediate: Authority;
  proxy: Authority;
  inspection: Authority;
}

export async function createAuthorities(): Promise<Authorities> {
  const [publicRoot, proxy, inspection] = await Promise.all([
    createAuthority({ name: "Demo Public Root", organization: "Demo Public Trust" }),
    createAuthority({ name: "Demo Company Root", organization: "Demo Company" }),
    createAuthority({ name: "Demo Inspection Root", organization: "Demo Inspection" }),
  ]);
  const publicIntermediate = await createAuthority({
    name: "Demo Public Intermediate",
    organization: "Demo Public Trust",
    issuer: publicRoot,
  });
  return { publicRoot, publicIntermediate, proxy, inspection };
}
