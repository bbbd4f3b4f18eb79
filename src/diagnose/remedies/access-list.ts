// What to do where the access list of a PostgreSQL (28000) keeps a client out. Redshift's is nobody's to edit.

import type { Remedy } from "../finding.ts";

export interface AccessListCase {
  /** Null where it is not known. */
  encrypted: boolean | null;
  isRedshift: boolean;
}

export function remediesForAccessList({ encrypted, isRedshift }: AccessListCase): Remedy[] {
  const byTls = encrypted === false ? [withTls(isRedshift ? "require_ssl is on" : "hostssl alone")] : [];
  return isRedshift ? [...byTls, REDSHIFT] : [line(encrypted), ...byTls];
}

const REDSHIFT: Remedy = {
  who: "warehouse-admin",
  do: "See what keeps this client out: Redshift has no pg_hba.conf to edit; usually it is require_ssl in the parameter group, or a name in the connection.",
};

function line(encrypted: boolean | null): Remedy {
  const type = encrypted === false ? "host   " : "hostssl";
  return {
    who: "warehouse-admin",
    do: "Add a line for the CARTO host, whose address the server's message usually names, to pg_hba.conf above any that rejects it, and reload the server:",
    snippet: {
      language: "pg_hba",
      text: `# pg_hba.conf; then: SELECT pg_reload_conf();\n${type}  <database>  <user>  <address of the CARTO host>/32  scram-sha-256`,
    },
  };
}

function withTls(cause: "hostssl alone" | "require_ssl is on"): Remedy {
  const condition = cause === "hostssl alone" ? "If pg_hba.conf lets this client in by hostssl alone" : `If ${cause}`;
  return {
    who: "operator",
    do: `${condition}: connect with TLS (sslmode=require).`,
    snippet: { language: "url", text: "sslmode=require" },
  };
}
