// Reads a saved report: from a file or standard input, by itself or out of a log, and holds it to the schema.

import { closeSync, openSync, readSync } from "node:fs";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { extractReport } from "../report/extract.ts";
import type { Report } from "../report/report.ts";
import { shippedFile } from "../settings/shipped.ts";
import { UsageError } from "../settings/usage-error.ts";

const SCHEMA = "schema/report.schema.json";

/** A report of a thousand checks is 5 MB. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Fields that this version does not know are passed over; everything else must fit the schema. Throws UsageError. */
export function readSavedReport(name: string): Report {
  return parseReport(reportText(name), shown(name));
}

/** The JSON of a file that is a report, or of a log that holds one. */
export function reportText(name: string): string {
  const text = read(name);
  return extractReport(text) ?? text;
}

function parseReport(text: string, name: string): Report {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new UsageError(`${name}: neither a JSON report nor a log that holds one between its marker lines`);
  }
  const schema = isObject(data) ? data.schema : undefined;
  if (schema !== "carto-proxy/report/1") {
    const is = typeof schema === "string" ? `its schema is ${JSON.stringify(schema.slice(0, 60))}` : "it has no schema";
    throw new UsageError(`${name}: not a report that this version reads: ${is}, needed is "carto-proxy/report/1"`);
  }
  const validate = new Ajv2020({ allowUnionTypes: true }).compile(
    tolerant(JSON.parse(new TextDecoder().decode(shippedFile(SCHEMA)))),
  );
  if (!validate(data))
    throw new UsageError(`${name}: ${wrong(validate.errors?.at(-1))}; use the file as carto-proxy wrote it`);
  return data as unknown as Report;
}

/** The schema without its ban on further fields. (Ajv's removeAdditional takes away what only another branch of a union knows.) */
function tolerant(schema: unknown): Record<string, unknown> {
  const text = JSON.stringify(schema, (key, value) =>
    key === "additionalProperties" && value === false ? undefined : value,
  );
  return JSON.parse(text);
}

function wrong(error: ErrorObject | undefined): string {
  const where = error?.instancePath ? error.instancePath.slice(0, 200) : "the document";
  return `not a whole report: ${where} ${error?.message ?? "does not fit the schema"}`;
}

function read(name: string): string {
  let handle: number | null = null;
  try {
    handle = name === "-" ? 0 : openSync(name, "r");
    return decode(readAll(handle, shown(name)));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${shown(name)}: cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  } finally {
    if (handle !== null && handle !== 0) closeSync(handle);
  }
}

function readAll(handle: number, name: string): Buffer {
  const pieces: Buffer[] = [];
  for (let total = 0; ; ) {
    const piece = Buffer.alloc(1024 * 1024);
    const length = readPiece(handle, piece);
    if (length === 0) return Buffer.concat(pieces);
    total += length;
    if (total > MOST_BYTES)
      throw new UsageError(`${name}: larger than ${MOST_BYTES / 1024 / 1024} MB, which no report is`);
    pieces.push(piece.subarray(0, length));
  }
}

/** A terminal or a pipe that is not ready yet says EAGAIN. */
function readPiece(handle: number, piece: Buffer): number {
  for (;;) {
    try {
      return readSync(handle, piece);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

/** PowerShell writes what it redirects as UTF-16. */
function decode(bytes: Buffer): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(utf16 ? "utf-16le" : "utf-8").decode(bytes);
}

function shown(name: string): string {
  return name === "-" ? "standard input" : name;
}

function isObject(data: unknown): data is Record<string, unknown> {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}
