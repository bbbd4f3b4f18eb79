// Builds the single file once for the suite.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { buildBinary } from "../../../scripts/build-binary.ts";

declare module "vitest" {
  interface ProvidedContext {
    binary: string;
  }
}

export default async function setup({ provide }: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "carto-proxy-binary-"));
  provide("binary", await buildBinary(folder));
  return () => rmSync(folder, { recursive: true, force: true });
}
