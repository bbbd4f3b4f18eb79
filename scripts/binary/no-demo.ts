// Stands in for the demo command in the single file.

import { UsageError } from "../../src/settings/usage-error.ts";

export async function demo(): Promise<number> {
  throw new UsageError("demo: the single file has no lab; it is in the npm package: npm install -g carto-proxy");
}
