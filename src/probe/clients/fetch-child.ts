// The child process: one GET with undici's fetch, by the proxy that its own agent reads from the environment. Started by fetch.ts alone.

import { runInChild } from "./child/in-child.ts";
import type { HttpDetail } from "./http-detail.ts";

runInChild<HttpDetail>(async ({ url }, loaded) => {
  const { EnvHttpProxyAgent, fetch } = await import("undici");
  const { default: library } = await import("undici/package.json", { with: { type: "json" } });
  loaded(`undici ${library.version}`);
  const response = await fetch(url, { dispatcher: new EnvHttpProxyAgent(), redirect: "manual" });
  await response.body?.cancel();
  return { kind: "reached", answer: `${response.status} ${response.statusText}`.trim() };
});
