// The child process: one GET with Node's own client and proxy-agent, which chooses the proxy. Started by node-http.ts alone.

import { get } from "node:https";
import { runInChild } from "./child/in-child.ts";
import type { HttpDetail } from "./http-detail.ts";
import type { Outcome } from "./library-job.ts";

runInChild<HttpDetail>(async ({ url }, loaded) => {
  // Its package.json is not to be had by import: no version.
  const { ProxyAgent } = await import("proxy-agent");
  loaded("proxy-agent");
  return new Promise<Outcome>((resolve, reject) => {
    // It replays a refused CONNECT as the answer: what the proxy said to CONNECT is seen on the socket.
    const sent = get(url, { agent: new ProxyAgent() }, ({ statusCode, statusMessage }) =>
      resolve({ kind: "reached", answer: `${statusCode} ${statusMessage}`.trim() }),
    );
    sent.once("error", reject);
  });
});
