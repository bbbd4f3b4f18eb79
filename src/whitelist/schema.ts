// The format of a whitelist file (contract, section 2) as a zod schema. What goes wrong is put into words in wording.ts.

import { z } from "zod";
import { TRAFFIC_KINDS } from "./domain.ts";
import { hostProblem, isWildcard, liesUnder } from "./host.ts";
import { fillSample, PLACEHOLDERS, placeholdersIn } from "./samples.ts";

const text = z.string().refine((value) => value.trim() !== "", { error: "is empty; write at least a word" });
const line = text.refine((value) => !/[\r\n]/.test(value), { error: "has a line break; write one line" });

const host = z.string().superRefine((value, context) => {
  const problem = hostProblem(value);
  if (problem !== null) context.addIssue({ code: "custom", message: problem });
});

const sample = z.string().superRefine((value, context) => {
  const problem = sampleProblem(value);
  if (problem !== null) context.addIssue({ code: "custom", message: problem });
});

const port = z.number().refine((value) => Number.isInteger(value) && value >= 1 && value <= 65_535, {
  error: "is not a port; write a whole number from 1 to 65535",
});

const status = z.number().refine((value) => Number.isInteger(value) && value >= 100 && value <= 599, {
  error: "is not an HTTP status; write a whole number from 100 to 599",
});

const expectation = z.strictObject({
  status: z.array(status).default([]),
  header: z
    .record(z.string(), z.string())
    .default({})
    .transform((header) =>
      Object.fromEntries(Object.entries(header).map(([name, value]) => [name.toLowerCase(), value])),
    ),
  body: z.string().default(""),
});

export const entrySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
    error: "is not kebab-case; write lower case letters and digits, divided by single hyphens",
  }),
  host,
  samples: z.array(sample).default([]),
  port,
  protocol: z.enum(["https", "http", "grpc", "tcp", "postgres", "redis"]),
  need: z.enum(["required", "optional"]),
  feature: line,
  purpose: line,
  deployments: z
    .array(z.enum(["vm", "kots", "helm"]))
    .min(1, { error: "is empty; name at least one of vm, kots, helm" }),
  leavesFrom: z.enum(["pod", "node", "browser", "installer"]),
  // Printable ASCII only: the path becomes part of a request line (RFC 9112 section 3.2).
  path: z
    .string()
    .regex(/^\/[\x21-\x7e]*$/, { error: 'is not a path; start it with "/" and percent-encode what is not ASCII' })
    .default("/"),
  expect: expectation.nullable().default(null),
  source: line,
  verified: z.boolean().default(true),
  traffic: z.array(z.enum(TRAFFIC_KINDS)).optional(),
});

const source = z.strictObject({ title: line, date: line, url: line });

/** A file holds entries, or the published lists that entries name as their source, or both. */
export const fileSchema = z.strictObject({
  version: line,
  sources: z.record(z.string(), source).default({}),
  domains: z.array(z.unknown()).nullable().default(null),
});

export type Entry = z.output<typeof entrySchema>;

/** What is wrong between the fields of an entry whose single fields are good. */
export function contradictions(entry: Entry): { path: (string | number)[]; message: string }[] {
  const found: { path: (string | number)[]; message: string }[] = [];
  const wildcard = isWildcard(entry.host);
  if (wildcard && entry.samples.length === 0 && entry.verified) {
    found.push({ path: ["samples"], message: `is empty; name hosts under ${entry.host} that can be tested` });
  }
  if (!wildcard && entry.samples.length > 0) {
    found.push({
      path: ["samples"],
      message: `belongs to a wildcard; ${entry.host} is tested itself, so leave it out`,
    });
  }
  entry.samples.forEach((name, index) => {
    if (wildcard && !liesUnder(fillSample(name, {}), entry.host)) {
      found.push({ path: ["samples", index], message: `${name} is not under ${entry.host}; write a host that is` });
    }
  });
  if (entry.need === "required" && !entry.verified) {
    const message = "is required although verified is false; write optional, or confirm the need and drop verified";
    found.push({ path: ["need"], message });
  }
  if (entry.traffic !== undefined && entry.protocol !== "https") {
    found.push({
      path: ["traffic"],
      message: `is tried by HTTPS alone; leave it out of an entry for ${entry.protocol}`,
    });
  }
  return found;
}

function sampleProblem(value: string): string | null {
  const unknown = placeholdersIn(value).find((name) => !Object.hasOwn(PLACEHOLDERS, name));
  const known = Object.keys(PLACEHOLDERS)
    .map((name) => `{${name}}`)
    .join(", ");
  if (unknown !== undefined) return `{${unknown}} is no placeholder; known are ${known}`;
  const filled = fillSample(value, {});
  return isWildcard(filled) ? "is a wildcard itself; write a concrete host" : hostProblem(filled);
}
