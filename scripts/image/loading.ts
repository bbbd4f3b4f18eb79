// Loads every dependency from a folder that was put together, as the product would: a file that was left out is told before it is missed.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Throws with what Node.js says. Opens no connection. */
export function loadDependencies(folder: string): void {
  const { dependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  // @peculiar/x509 wants reflect-metadata before it.
  const names = Object.keys(dependencies).sort(
    (a, b) => Number(b === "reflect-metadata") - Number(a === "reflect-metadata"),
  );
  const program = names.map((name) => `await import(${JSON.stringify(name)});`).join("\n");
  execFileSync(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: folder,
    // Else snowflake-sdk asks, as soon as it is loaded, which cloud it runs in.
    env: { SNOWFLAKE_DISABLE_PLATFORM_DETECTION: "true" },
    stdio: ["ignore", "ignore", "pipe"],
  });
}
