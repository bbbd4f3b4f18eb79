// Runs under NODE_USE_ENV_PROXY=1: one request by fetch or by node:https, the first destination on stdout.

import { firstSeen } from "./caught.ts";

const [client, url = ""] = process.argv.slice(2);
if (client === "node-fetch-env") await fetch(url).catch(() => {});
else {
  // Not loaded for fetch: that alone makes the global agent, which throws on some values.
  const { get } = await import("node:https");
  await new Promise<void>((resolve) => get(url).on("error", () => resolve()));
}
process.stdout.write(JSON.stringify(firstSeen()), () => process.exit(0));
