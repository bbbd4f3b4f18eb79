// Builds the product's own image, as docs/kubernetes.md says.

import { copyFileSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { docker } from "./compose.ts";
import { ROOT } from "./paths.ts";

export const IMAGE = "carto-proxy-lab/image";
export const BUILD_PATIENCE_MS = 25 * 60_000;
const CA = join(ROOT, "deploy/image/build-ca.crt");

/** Where this machine reaches npm by a CA of its own, so does the build. */
export async function buildImage(tag: string, ...args: string[]): Promise<void> {
  const own = process.env.NODE_EXTRA_CA_CERTS ?? "";
  const lent = own !== "" && existsSync(own) && !existsSync(CA);
  if (lent) copyFileSync(own, CA);
  try {
    await docker("build", "-q", "-t", tag, ...args, ROOT);
  } finally {
    if (lent) rmSync(CA);
  }
}
