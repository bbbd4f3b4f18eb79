// A report from a file, as far as artifacts are made of it. It may come from anywhere: what is not as it should be is refused.

import { z } from "zod";
import { FINDING_CODES } from "../diagnose/finding.ts";
import type { Check } from "../plan/check.ts";
import { CLIENT_NAMES } from "../plan/check.ts";
import { PHASES } from "../probe/observation.ts";
import { UsageError } from "../settings/usage-error.ts";
import { isEmittableHost } from "./emittable.ts";

export type SavedReport = z.infer<typeof report>;
export type SavedCheck = SavedReport["checks"][number];

const text = z.string().max(4000);
const host = z.string().max(253).refine(isEmittableHost, "no host name and no address");
/** A code of a newer version is text like any other. */
const code = z.enum(FINDING_CODES).or(z.string().regex(/^[a-z0-9-]{1,60}$/));
const proxy = z.object({ url: text, credentials: z.boolean() }).nullable();
const warehouse = z.enum(["postgres", "redshift", "snowflake", "databricks", "bigquery", "redis", "oracle"]);

const check = z.object({
  id: text,
  kind: z.enum(["path", "client", "policy"]),
  host,
  port: z.int().min(1).max(65_535),
  protocol: z.enum(["https", "http", "grpc", "tcp", "tls", "postgres", "redshift", "redis"]),
  need: z.enum(["required", "optional"]),
  feature: text,
  purpose: text,
  leavesFrom: z.enum(["pod", "node", "browser", "installer"]),
  route: z.unknown().transform((): Check["route"] => ({ kind: "direct", reason: "no-proxy-configured", entry: null })),
  path: z.null().catch(null),
  expect: z.null().catch(null),
  wildcard: host.nullable(),
  warehouse: z.object({ kind: warehouse, index: z.int() }).nullable(),
  client: z.enum(CLIENT_NAMES).nullable().catch(null),
  skip: text.nullable(),
  verdict: z.enum(["pass", "warn", "fail", "unknown", "skipped"]),
  failedPhase: z.enum(PHASES).nullable(),
  findings: z.array(code).max(100),
});

/** Reports of version 0.1.0 have none. */
const nothing = { variables: [], features: [], clusterDomain: null, workloadIdentity: null };
const configuration = z.object({
  variables: z.array(z.object({ name: text, value: text.nullable() })),
  features: z.array(z.object({ feature: text })),
  clusterDomain: z.object({ name: text }).nullable(),
  workloadIdentity: z.object({}).nullable(),
});

const report = z.object({
  schema: z.literal("carto-proxy/report/1"),
  whitelist: z.object({ version: text }),
  settings: z.object({
    deployment: z.enum(["vm", "kots", "helm"]),
    httpProxy: proxy,
    httpsProxy: proxy,
    noProxy: z.object({ entries: z.array(text).max(1000) }).nullable(),
    extraCa: z.object({ file: text, facts: z.object({ containerPath: text.nullable() }).optional() }).nullable(),
    configuration: configuration.default(nothing),
  }),
  checks: z.array(check).max(10_000),
});

/** @throws {UsageError} that names the file and the field. */
export function parseSavedReport(file: string, json: string): SavedReport {
  const fail = (why: string) => new UsageError(`--from ${file}: ${why}`);
  let content: unknown;
  try {
    content = JSON.parse(json.replace(/^\uFEFF/, ""));
  } catch {
    throw fail("it is not JSON: a report is written by carto-proxy doctor --output report.json");
  }
  const schema = (content as { schema?: unknown } | null)?.schema;
  if (schema !== "carto-proxy/report/1") {
    const found =
      typeof schema === "string" ? `its schema is ${JSON.stringify(schema.slice(0, 60))}` : "it has no schema";
    throw fail(`${found}, and carto-proxy/report/1 is needed: a report of carto-proxy doctor`);
  }
  const parsed = report.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw fail(`${issue!.path.join(".")}: ${issue!.message}`);
}
