// Runs in a child process: one client library over many cases.

import { readFileSync } from "node:fs";
import { ADAPTERS, type Adapter } from "./adapters.ts";
import type { Case } from "./cases.ts";
import { firstSeen, forget } from "./caught.ts";
import type { Seen } from "./outcome.ts";

const [adapter = "", file = ""] = process.argv.slice(2);
const run = await ADAPTERS[adapter as Adapter]();
const cases = JSON.parse(readFileSync(file, "utf8")) as Case[];
const own = Object.keys(process.env).filter((key) => /_proxy$/i.test(key));
for (const key of own) delete process.env[key];

/** snowflake-sdk throws from a timer where it cannot read the proxy's URL: the case ends there. */
let end = () => {};
const uncaught = () => new Promise<undefined>((resolve) => (end = () => resolve(undefined)));
const late = (error: unknown) => (error as NodeJS.ErrnoException | null)?.message === "blocked" || end();
process.on("uncaughtException", late);
process.on("unhandledRejection", late);

const all: (Seen | null)[] = [];
for (const { variables, target } of cases) {
  forget();
  Object.assign(process.env, variables);
  const told = await Promise.race([run(target, firstSeen).catch(() => undefined), uncaught()]);
  all.push((told as Seen | undefined) ?? firstSeen());
  for (const key of Object.keys(variables)) delete process.env[key];
}
process.stdout.write(JSON.stringify(all), () => process.exit(0));
