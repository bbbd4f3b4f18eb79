// Writes a Kubernetes version's JSON Schema of the kinds in deploy/, from the official JavaScript client's generated models:
// `npm pack @kubernetes/client-node@0.21.0` (OpenAPI document release-1.29), unpacked; then `node derive.ts <folder> <out.json>`.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOTS = ["V1Job", "V1ConfigMap", "V1Secret", "V1PodTemplateSpec"];

interface Attribute {
  baseName: string;
  type: string;
}

const [folder, out] = process.argv.slice(2) as [string, string];
const models = readdirSync(join(folder, "dist/gen"), { recursive: true, encoding: "utf8" });

function modelFile(name: string, ending: string): string {
  const file = models.find((path) => path.toLowerCase().endsWith(`/${name.toLowerCase()}${ending}`));
  if (file === undefined) throw new Error(`${name} is no model of ${folder}`);
  return readFileSync(join(folder, "dist/gen", file), "utf8");
}

function attributes(name: string): Attribute[] {
  const list = /attributeTypeMap = (\[[\s\S]*?\]);/.exec(modelFile(name, ".js"))?.[1];
  return JSON.parse(list ?? "[]") as Attribute[];
}

/** The declaration file marks what may be absent with a question mark. */
function required(name: string): string[] {
  const declared = modelFile(name, ".d.ts").matchAll(/^ {4}'(\w+)': /gm);
  return [...declared].map(([, field]) => field!);
}

const definitions: Record<string, object> = {};

function schemaOf(type: string): object {
  const array = /^Array<(.*)>$/.exec(type)?.[1];
  if (array !== undefined) return { type: "array", items: schemaOf(array) };
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1];
  if (map !== undefined) return { type: "object", additionalProperties: schemaOf(map) };
  if (type === "number") return { type: "number" };
  if (type === "string" || type === "boolean") return { type };
  // A quantity or a port is a string or a number; times are strings in a file.
  if (type === "IntOrString") return { type: ["string", "integer"] };
  if (type === "Date" || type === "V1MicroTime") return { type: "string" };
  if (type === "any" || type === "object") return {};
  define(type);
  return { $ref: `#/definitions/${type}` };
}

function define(name: string): void {
  if (name in definitions) return;
  definitions[name] = {};
  const known = attributes(name);
  const properties = Object.fromEntries(known.map(({ baseName, type }) => [baseName, schemaOf(type)]));
  const needed = required(name);
  const rest = needed.length === 0 ? {} : { required: needed };
  definitions[name] = { type: "object", properties, ...rest, additionalProperties: false };
}

for (const root of ROOTS) define(root);
const version = /release-([\d.]+)/.exec(modelFile("V1Job", ".js"))?.[1];
const lines = Object.entries(definitions).map(
  ([name, schema]) => `    ${JSON.stringify(name)}: ${JSON.stringify(schema)}`,
);
const comment = `Kubernetes ${version}, from the models of @kubernetes/client-node by derive.ts. Unknown fields are errors.`;
writeFileSync(out, `{\n  "$comment": ${JSON.stringify(comment)},\n  "definitions": {\n${lines.join(",\n")}\n  }\n}\n`);
