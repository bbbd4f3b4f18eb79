// Writes schema/report.schema.json, generated from the Report type: `npm run schema`.

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createGenerator } from "ts-json-schema-generator";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const root = fileURLToPath(new URL("..", import.meta.url));
export const schemaFile = `${root}schema/report.schema.json`;

/** The schema as the text of its file. */
export function reportSchema(): string {
  const generator = createGenerator({
    path: `${root}src/report/report.ts`,
    tsconfig: `${root}tsconfig.json`,
    type: "Report",
    topRef: false,
    additionalProperties: false,
    skipTypeCheck: true,
    encodeRefs: false,
  });
  const draft7 = JSON.parse(JSON.stringify(generator.createSchema("Report"))) as JsonObject;
  const { $schema: _, definitions, ...rest } = toDraft2020(draft7) as JsonObject;
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "urn:carto-proxy:schema:report:1",
    title: "carto-proxy report, version 1",
    description:
      "What `carto-proxy doctor --format json` writes. Holds no secrets: hosts and addresses are evidence and stay.",
    ...rest,
    $defs: renameDefinitions(definitions as JsonObject),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** Draft 7 → 2020-12: a tuple's `items` list is `prefixItems` there, and definitions live under `$defs`. */
function toDraft2020(node: Json): Json {
  if (Array.isArray(node)) return node.map(toDraft2020);
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node).map(([key, value]): [string, Json] => {
    if (key === "$ref" && typeof value === "string") return [key, definitionRef(value)];
    if (key === "items" && Array.isArray(value)) return ["prefixItems", value.map(toDraft2020)];
    if (key === "additionalItems") return ["items", toDraft2020(value)];
    return [key, toDraft2020(value)];
  });
  return Object.fromEntries(entries);
}

function definitionRef(ref: string): string {
  return `#/$defs/${definitionName(ref.slice("#/definitions/".length))}`;
}

function renameDefinitions(definitions: JsonObject): JsonObject {
  const entries = Object.entries(definitions).map(([name, value]): [string, Json] => [definitionName(name), value]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The generator names instances of generic types by their arguments, quotes and brackets included. */
function definitionName(name: string): string {
  return name.replace(/[^A-Za-z0-9-]+/g, "_").replace(/^_+|_+$/g, "");
}

if (import.meta.main) writeFileSync(schemaFile, reportSchema());
