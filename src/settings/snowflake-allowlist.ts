// The file that Snowflake's SYSTEM$ALLOWLIST() gives: which hosts one account uses, with ports.
// Source: docs.snowflake.com, "Allowing Hostnames": a JSON array of {type, host, port}.

import { z } from "zod";
import { readText } from "./file.ts";
import type { SnowflakeHost } from "./settings.ts";
import { UsageError } from "./usage-error.ts";

const HOST = /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9])?$/;

const allowlist = z
  .array(
    z.object({
      type: z.string().min(1),
      host: z.string().toLowerCase().regex(HOST, "is not a host name"),
      port: z.int().min(1).max(65_535),
    }),
  )
  .min(1, "holds no host");

/** Wildcard lines (account-wide suffixes) name no host that could be tested, and are left out. Throws UsageError. */
export function readSnowflakeAllowlist(file: string): SnowflakeHost[] {
  const fail = (what: string) => new UsageError(`--snowflake-allowlist ${file}: ${what}`);
  let content: unknown;
  try {
    content = JSON.parse(readText(file));
  } catch (error) {
    throw fail(error instanceof SyntaxError ? `it is not JSON: ${error.message}` : (error as Error).message);
  }
  const lines = Array.isArray(content) ? content.filter((line) => !String(line?.host).startsWith("*.")) : content;
  const parsed = allowlist.safeParse(lines);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw fail(`${issue!.path.length === 0 ? "the list" : `entry ${issue!.path.join(".")}`}: ${issue!.message}`);
}
