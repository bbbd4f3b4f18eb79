// The parameters of the URL of a cloud warehouse: Snowflake's own, which its driver needs to log in, and none that nobody reads.

import { nearest } from "./helm/nearest-name.ts";
import type { WarehouseKind } from "./settings.ts";
import type { Fail } from "./url-parts.ts";
import { FILE_PARAMETERS } from "./warehouse-secrets.ts";

/** As snowflake-sdk names them. */
const SNOWFLAKE = ["warehouse", "role", "schema"];
/** Of trust, for every kind that speaks TLS. */
const TLS = ["sslmode", "sslrootcert"];

/**
 * Those that the driver is to get; undefined where there are none. A database's own parameters are its driver's business and are let
 * be; `fail` is called for one of a cloud warehouse that nobody would read, with the name that was meant.
 */
export function readParameters(
  kind: WarehouseKind,
  query: ReadonlyMap<string, string>,
  fail: Fail,
): Record<string, string> | undefined {
  for (const name of query.keys()) refuseFileElsewhere(kind, name, fail);
  if (kind !== "snowflake" && kind !== "databricks" && kind !== "bigquery") return undefined;
  const own = kind === "snowflake" ? SNOWFLAKE : [];
  const known = [...own, ...(FILE_PARAMETERS[kind] ?? []), ...TLS];
  for (const name of query.keys()) {
    if (known.includes(name)) continue;
    const meant = nearest(name, known);
    // The name itself is not shown: behind a "?" that should have been encoded stands a part of the password.
    fail(
      `a parameter that is not known${meant === null ? "" : `; ${meant} is near it`}: it can be ${known.join(", ")}`,
    );
  }
  const given = own.flatMap((name) => (query.get(name) ? [[name, query.get(name)!]] : []));
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

/** A file's parameter that is misspelt, or of another kind, would leave a login without its secret and say nothing. */
function refuseFileElsewhere(kind: WarehouseKind, name: string, fail: Fail): void {
  const own = FILE_PARAMETERS[kind] ?? [];
  const every = [...new Set(Object.values(FILE_PARAMETERS).flat())];
  const meant = nearest(name, every);
  if (meant === null || own.includes(name)) return;
  fail(
    own.length === 0
      ? `${meant}: nobody logs in with this kind`
      : `the file of a secret is named by ${own.join(" or ")} here`,
  );
}
