// The TLS parameters of a warehouse URL, read as node-postgres 8 reads them: that is what CARTO runs.

import type { Warehouse } from "./settings.ts";

export interface TlsMode {
  tls: Warehouse["tls"];
  verify: boolean;
  checkName?: false;
  /** File that sslrootcert names, or null. */
  rootCert: string | null;
}

const MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full", "no-verify"];

/**
 * `tls` is the scheme's own way, or "by-sslmode" for PostgreSQL and Redshift. `fail` is called with what is wrong.
 * Source of the table: pg-connection-string 2.14, measured with pg 8.23.
 */
export function readTlsMode(
  tls: Warehouse["tls"] | "by-sslmode",
  query: ReadonlyMap<string, string>,
  fail: (why: string) => never,
): TlsMode {
  const sslmode = query.get("sslmode") ?? null;
  const rootCert = query.get("sslrootcert") || null;
  if (sslmode !== null && !MODES.includes(sslmode)) fail(`unknown sslmode: use one of ${MODES.join(", ")}`);
  if (tls === "none") return { tls, verify: false, rootCert: null };
  if (tls === "direct") return { tls, verify: sslmode !== "no-verify", rootCert };
  for (const name of ["sslcert", "sslkey"]) {
    if (query.has(name)) fail(`${name}: client certificates are not supported here`);
  }
  if (query.get("sslnegotiation") === "direct") fail("sslnegotiation=direct is not supported here");
  if (query.get("uselibpqcompat") === "true") return likeLibpq(sslmode, rootCert, fail);
  if (sslmode === null && rootCert === null) return withoutSslmode(query.get("ssl") ?? null);
  if (sslmode === "disable") return { tls: "none", verify: false, rootCert: null };
  // allow, prefer, require and verify-ca too: pg 8 takes them all as verify-full, and falls back to nothing.
  return { tls: "negotiated", verify: sslmode !== "no-verify", rootCert };
}

/** No sslmode: TLS where the server offers it. pg itself would go on in plain text; CARTO sets TLS by an option of its own. */
function withoutSslmode(ssl: string | null): TlsMode {
  if (ssl === "true" || ssl === "1") return { tls: "negotiated", verify: true, rootCert: null };
  if (ssl === "no-verify") return { tls: "negotiated", verify: false, rootCert: null };
  if (ssl === "false" || ssl === "0") return { tls: "none", verify: false, rootCert: null };
  return { tls: "opportunistic", verify: false, rootCert: null };
}

function likeLibpq(sslmode: string | null, rootCert: string | null, fail: (why: string) => never): TlsMode {
  if (sslmode === "disable") return { tls: "none", verify: false, rootCert: null };
  if (sslmode === null && rootCert === null) return withoutSslmode(null);
  if (sslmode === "prefer") return { tls: "negotiated", verify: false, rootCert };
  if (sslmode === "require" && rootCert === null) return { tls: "negotiated", verify: false, rootCert };
  if (sslmode === "verify-ca" && rootCert === null)
    fail("sslmode=verify-ca with uselibpqcompat=true needs sslrootcert");
  // With a root certificate of its own, `require` means verify-ca.
  const chainAlone = sslmode === "verify-ca" || sslmode === "require";
  return { tls: "negotiated", verify: true, ...(chainAlone && { checkName: false }), rootCert };
}
