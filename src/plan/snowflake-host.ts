// A host of a Snowflake account's own allowlist → its check. Port 80 is for certificate revocation, which may fail.

import type { SnowflakeHost } from "../settings/settings.ts";
import type { Draft } from "./plan.ts";

export function snowflakeHostCheck({ type, host, port }: SnowflakeHost): Draft {
  const revocation = port === 80;
  return {
    id: `${revocation ? "snowflake-ocsp" : "snowflake-allowlist"}@${host}`,
    kind: "path",
    host,
    port,
    protocol: revocation ? "http" : "https",
    // The driver goes on without revocation answers, some seconds later: no reason to call the account unreachable.
    need: revocation ? "optional" : "required",
    feature: "data-warehouse",
    purpose: `Snowflake names this host of the account as ${type}.`,
    leavesFrom: "pod",
    path: "/",
    expect: null,
    wildcard: null,
    warehouse: null,
    client: null,
  };
}
