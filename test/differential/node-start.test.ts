// The running Node.js as it is started in a container: NODE_USE_ENV_PROXY=1 in its environment, and nothing else changed.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Variables } from "../../src/settings/client-route/client-route.ts";
import { readingOfNode } from "./comparison.ts";
import { outcomeOf, outcomeOfOurs, type Seen } from "./outcome.ts";

const S = "http://upper-https.corp.test:3104";
const s = "http://lower-https.corp.test:3103";

test.each<[variables: Variables, host: string]>([
  [{}, "example.com"],
  [{ HTTPS_PROXY: S }, "example.com"],
  [{ HTTPS_PROXY: S, https_proxy: s, NO_PROXY: "other.test" }, "example.com"],
  [{ HTTPS_PROXY: S, https_proxy: "" }, "example.com"],
  [{ HTTPS_PROXY: S, NO_PROXY: "example.com" }, "sub.example.com"],
  [{ HTTPS_PROXY: S, NO_PROXY: "*.example.com" }, "example.com"],
  [{ HTTPS_PROXY: S, NO_PROXY: "foo.test,*" }, "example.com"],
  [{ HTTPS_PROXY: S, NO_PROXY: ".example.com" }, "notexample.com"],
  [{ HTTP_PROXY: S }, "example.com"],
  [{ HTTPS_PROXY: "odd.corp.test:3128" }, "example.com"],
  [{ HTTPS_PROXY: `"${S}"` }, "example.com"],
  [{ HTTPS_PROXY: `${S}\r` }, "example.com"],
])("%j → %s", async (variables, host) => {
  const target = { scheme: "https", host, port: 443 } as const;
  for (const client of ["node-fetch-env", "node-http-env"] as const) {
    const theirs = outcomeOf(await started(client, `https://${host}/`, variables), target);
    expect([client, theirs]).toEqual([client, outcomeOfOurs(readingOfNode(client).read(variables, target))]);
  }
});

/** Null where Node.js ends at start. */
function started(client: string, url: string, variables: Variables): Promise<Seen | null> {
  const env = { PATH: process.env.PATH, NODE_USE_ENV_PROXY: "1", ...variables };
  const args = ["--no-warnings", join(import.meta.dirname, "node-start-child.ts"), client, url];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (_, stdout) => resolve(stdout === "" ? null : JSON.parse(stdout)));
  });
}
