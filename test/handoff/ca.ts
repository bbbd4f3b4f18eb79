// A private CA in a file of any name, minted once for each test file.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { authority } from "../support/certificates.ts";

const folder = mkdtempSync(join(tmpdir(), "carto-proxy-ca-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export const CORPORATE = (await authority("Company Root", "Company")).pem;

export function caFile(name: string, pem = CORPORATE): string {
  const file = join(folder, name);
  writeFileSync(file, pem);
  return file;
}
