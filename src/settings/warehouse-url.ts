// Reads a --warehouse URL into a Warehouse. Nothing that it throws shows a part of the text that could hold a credential.

import { Secret } from "./secret.ts";
import type { CaFile, Warehouse, WarehouseKind } from "./settings.ts";
import { ENCODE, type Fail, takeApart } from "./url-parts.ts";
import { type Environment, insertReferences, isWholeReference } from "./url-reference.ts";
import { UsageError } from "./usage-error.ts";
import { readParameters } from "./warehouse-parameters.ts";
import { BIGQUERY, SCHEMES, type Scheme } from "./warehouse-scheme.ts";
import { readSecrets } from "./warehouse-secrets.ts";
import { readTlsMode } from "./warehouse-tls.ts";

export interface WarehouseUrlContext {
  /** Where `${NAME}` is looked up. */
  env: Environment;
  /** Reads the file that sslrootcert names. */
  readCa(file: string, from: string): CaFile;
  /** Reads a file that holds a password or a key; absent: none can be named. Throws an Error that says why in words. */
  readSecret?(file: string): string;
}

/**
 * Reads one warehouse URL, e.g. "postgres://user:${PGPASSWORD}@db.example:5432/maps?sslmode=verify-full".
 * `${NAME}` is inserted after the URL is taken apart, so that its value may hold any character; a text that is nothing
 * but one reference stands for a whole URL. In a password that is written out, a raw "@" or ":" is coped with.
 * @throws {UsageError} with `from` and the scheme, and never with a piece of the text that could hold a credential.
 */
export function parseWarehouseUrl(text: string, from: string, context: WarehouseUrlContext): Warehouse {
  const whole = isWholeReference(text.trim());
  const url = (whole ? insertReferences(text.trim(), context.env, from) : text).trim();
  const schemeName = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
  if (schemeName === undefined) throw new UsageError(`${from}: not a warehouse URL: it starts with no scheme://`);
  const scheme = Object.hasOwn(SCHEMES, schemeName) ? SCHEMES[schemeName] : undefined;
  const known = Object.keys(SCHEMES).join(", ");
  if (!scheme) throw new UsageError(`${from}: unknown warehouse scheme "${schemeName}": use one of ${known}`);

  const fail = (why: string): never => {
    throw new UsageError(`${from} (${schemeName}://…): ${why}`);
  };
  const decode = (part: string): string => decodePart(part, fail, whole ? null : context.env, from);
  const parts = takeApart(url.slice(schemeName.length + 3), fail);
  const query = new Map(parts.query.map(([name, value]) => [decode(name), decode(value)]));
  const path = decode(parts.path);
  const tls = readTlsMode(scheme.tls, query, fail);
  const bigQuery = scheme.kind === "bigquery";
  const where = bigQuery
    ? { host: BIGQUERY, port: scheme.port }
    : readHostPort(decode(parts.host), decode(parts.port), scheme, fail);
  const parameters = readParameters(scheme.kind, query, fail);
  const written = readCredentials(parts.userInfo, scheme.kind, decode, fail);
  const readSecret = context.readSecret ?? (() => fail("no file can be named here"));
  const secrets = readSecrets(scheme.kind, written, query, readSecret, fail);
  const warehouse: Warehouse = {
    kind: scheme.kind,
    label: "",
    ...where,
    tls: tls.tls,
    verify: tls.verify,
    ...(tls.checkName === false && { checkName: false }),
    ca: tls.rootCert === null ? null : context.readCa(tls.rootCert, `${from}: sslrootcert`),
    ...secrets,
    ...(parameters && { parameters }),
    database: bigQuery
      ? readProject(decode(parts.hostPort), fail)
      : path === "" || scheme.kind === "databricks"
        ? null
        : path,
    path: scheme.kind === "databricks" && path !== "" ? `/${path}` : null,
    from,
  };
  return { ...warehouse, label: label(schemeName, warehouse) };
}

function decodePart(part: string, fail: Fail, env: Environment | null, from: string): string {
  const decodeLiteral = (literal: string): string => {
    try {
      return decodeURIComponent(literal);
    } catch {
      return fail(`a "%" is not followed by the two digits of a percent-encoded character: ${ENCODE}`);
    }
  };
  const value = env === null ? decodeLiteral(part) : insertReferences(part, env, from, decodeLiteral);
  // Neither PostgreSQL's StartupMessage (its strings end at NUL) nor a host name can carry it.
  return value.includes("\0") ? fail("a NUL character cannot be sent") : value;
}

function readHostPort(
  host: string,
  port: string,
  { kind, port: usual }: Scheme,
  fail: Fail,
): { host: string; port: number } {
  const wanted = port === "" ? usual : /^\d{1,5}$/.test(port) ? Number(port) : 0;
  // The text is not shown: with the "@" forgotten, what stands here is the password.
  if (wanted < 1 || wanted > 65535) fail(`the port is not a number from 1 to 65535: ${ENCODE}`);
  if (host === "") fail("no host");
  const name = kind === "snowflake" ? snowflakeHost(host) : host;
  const canonical = canonicalHost(name);
  return { host: canonical ?? fail(`the host is neither a name nor an IP address: ${ENCODE}`), port: wanted };
}

/** Older projects belong to a domain: "example.com:maps". */
function readProject(project: string, fail: Fail): string {
  return /^[a-z0-9.-]+(:[a-z0-9-]+)?$/.test(project)
    ? project
    : fail("no project id: lower-case letters, digits and hyphens");
}

/** Lower case, international names in ASCII, an IPv6 address without its brackets; null where it is no host. */
export function canonicalHost(host: string): string | null {
  if (/[^\p{L}\p{N}._:[\]-]/u.test(host)) return null;
  const bare = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  return URL.canParse(`http://${bare}`) ? new URL(`http://${bare}`).hostname.replace(/^\[|\]$/g, "") : null;
}

/** ACCOUNT or ACCOUNT.REGION, PrivateLink accounts too ("acct.privatelink"), unless it is the whole host already. */
function snowflakeHost(account: string): string {
  const whole = /\.snowflakecomputing\.(com|cn)$|\.privatelink\..+\./i.test(account);
  return whole ? account : `${account}.snowflakecomputing.com`;
}

function readCredentials(
  userInfo: string | null,
  kind: WarehouseKind,
  decode: (part: string) => string,
  fail: Fail,
): Warehouse["credentials"] {
  if (userInfo === null || userInfo === "" || userInfo === ":") return null;
  const colon = userInfo.indexOf(":");
  const user = decode(colon === -1 ? userInfo : userInfo.slice(0, colon));
  const password = colon === -1 ? "" : decode(userInfo.slice(colon + 1));
  // Redis alone knows a password without a user: it is the default user's.
  if (user === "" && kind !== "redis") fail("a password without a user");
  return { user: new Secret(user), password: new Secret(password) };
}

function label(scheme: string, { kind, host, port, database, path }: Warehouse): string {
  if (kind === "bigquery") return `bigquery://${database}`;
  const name = scheme === "postgresql" ? "postgres" : scheme;
  return `${name}://${host.includes(":") ? `[${host}]` : host}:${port}${database === null ? (path ?? "") : `/${database}`}`;
}
