// CARTO's own PostgreSQL and Redis, where they are not the ones that the installation brings along → stores to test.

import type { ValueProblem } from "../configuration.ts";
import { readContainerFile } from "../extra-ca.ts";
import { Secret } from "../secret.ts";
import type { CaFile, Warehouse } from "../settings.ts";
import type { Variable, VariableSource } from "../source.ts";
import { canonicalHost } from "../warehouse-url.ts";
import { type Given, isOn } from "./given.ts";
import { isInternal } from "./host-name.ts";

export interface DerivedStores {
  warehouses: Warehouse[];
  problems: ValueProblem[];
}

export function readStores(given: Given, sources: VariableSource[]): DerivedStores {
  const stores = [metadataDatabase(given, sources), redis(given, sources)];
  return {
    warehouses: stores.flatMap((store) => (store === null || "kind" in store.found ? [] : [store.found.warehouse])),
    problems: stores.flatMap((store) => (store !== null && "kind" in store.found ? [store.found] : [])),
  };
}

type Store = { found: { warehouse: Warehouse } | ValueProblem } | null;

function metadataDatabase(given: Given, sources: VariableSource[]): Store {
  if (runsBeside(given("LOCAL_POSTGRES_SCALE"))) return null;
  const host = given("WORKSPACE_POSTGRES_HOST");
  const where = location(host, given("WORKSPACE_POSTGRES_PORT"), 5432);
  if (host === null || where === null || "kind" in where)
    return where === null ? null : { found: where as ValueProblem };
  const [user, password] = [given("WORKSPACE_POSTGRES_USER"), given("WORKSPACE_POSTGRES_PASSWORD")];
  const database = given("WORKSPACE_POSTGRES_DB")?.value ?? null;
  const on = isOn(given("WORKSPACE_POSTGRES_SSL_ENABLED"));
  const disabled = given("WORKSPACE_POSTGRES_SSL_MODE")?.value.toLowerCase() === "disable";
  const ca = on ? caOf(given("WORKSPACE_POSTGRES_SSL_CA"), sources) : null;
  const credentials = user !== null && password !== null;
  const warehouse: Warehouse = {
    kind: "postgres",
    label: `postgres://${bracketed(where.host)}:${where.port}${database === null ? "" : `/${database}`}`,
    ...where,
    // The two variables may contradict each other: then TLS where the server offers it.
    tls: on ? (disabled ? "opportunistic" : "negotiated") : "none",
    // Without a CA of its own nobody outside CARTO knows what its driver checks: what is uncertain does not fail.
    verify: on && !disabled && ca !== null,
    checkName: false,
    ca,
    credentials: credentials ? { user: new Secret(user.value), password: new Secret(password.value) } : null,
    database,
    path: null,
    from: host.from,
    purpose: "CARTO's own database: users, maps, connections and settings.",
  };
  return { found: { warehouse } };
}

function redis(given: Given, sources: VariableSource[]): Store {
  if (runsBeside(given("LOCAL_REDIS_SCALE"))) return null;
  const host = given("REDIS_HOST");
  const where = location(host, given("REDIS_PORT"), 6379);
  if (host === null || where === null || "kind" in where)
    return where === null ? null : { found: where as ValueProblem };
  const tls = isOn(given("REDIS_TLS_ENABLED"));
  const ca = tls ? caOf(given("REDIS_TLS_CA"), sources) : null;
  const password = given("REDIS_PASSWORD");
  const warehouse: Warehouse = {
    kind: "redis",
    label: `redis${tls ? "s" : ""}://${bracketed(where.host)}:${where.port}`,
    ...where,
    tls: tls ? "direct" : "none",
    verify: tls && ca !== null,
    checkName: false,
    ca,
    credentials: password === null ? null : { user: new Secret(""), password: new Secret(password.value) },
    database: null,
    path: null,
    from: host.from,
    purpose: "CARTO's own cache and queue.",
  };
  return { found: { warehouse } };
}

/** LOCAL_…_SCALE is the number of containers of the installation's own server. */
function runsBeside(scale: Variable | null): boolean {
  return scale !== null && /^[1-9]\d*$/.test(scale.value);
}

function location(
  host: Variable | null,
  port: Variable | null,
  usual: number,
): { host: string; port: number } | ValueProblem | null {
  if (host === null || isInternal(host.value)) return null;
  const name = canonicalHost(host.value);
  const problem = (from: Variable, text: string): ValueProblem => {
    return { kind: "bad-value", from: from.place, text: `${from.name} ${text}`, found: "", fix: null };
  };
  // The text itself is not shown: a whole URL with a password may stand there.
  if (name === null) return problem(host, "is neither a host name nor an address, so it is not tested");
  const number = port === null ? usual : /^\d{1,5}$/.test(port.value) ? Number(port.value) : 0;
  if (number < 1 || number > 65_535)
    return problem(port ?? host, "is no port: 1 to 65535, so the server is not tested");
  return { host: name, port: number };
}

/** Null where it is not there to be read: what cannot be verified here is not called wrong. */
function caOf(variable: Variable | null, sources: VariableSource[]): CaFile | null {
  if (variable === null) return null;
  const ca = readContainerFile(variable, variable.value, sources);
  return ca.certificates.length === 0 ? null : { ...ca, problem: null };
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
