// node ask.ts JOB: uses one real library once, in a child with this process's environment, kills it where it hangs, prints the outcome.
// For any place that has the libraries: this machine, a network of its own, the lab's containers.

import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Job, Message, Outcome } from "./job.ts";

const CHILD = fileURLToPath(new URL("./child.ts", import.meta.url));
/** A library that storms tells more than anybody needs. */
const MOST = 200;

const job = JSON.parse(process.argv[2] ?? "") as Job;
console.log(JSON.stringify(await ask(job)));

async function ask(job: Job): Promise<Outcome> {
  const home = mkdtempSync(join(tmpdir(), "carto-proxy-fidelity-"));
  const child = fork(CHILD, [], {
    cwd: home,
    env: { ...process.env, HOME: home },
    // The public roots of the place in place of those that Node.js bundles: SSL_CERT_FILE. NODE_EXTRA_CA_CERTS is the scenario's own.
    execArgv: ["--use-openssl-ca", "--no-warnings"],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let words = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-500);
    });
  }
  const outcome: Outcome = { works: false, why: "", peers: [], connects: [] };
  child.on("message", (message: Message) => {
    if (message === "loaded") setTimeout(() => child.kill("SIGKILL"), job.limitMs).unref();
    else if ("peer" in message) outcome.peers.length < MOST && outcome.peers.push(message.peer);
    else if ("connect" in message) outcome.connects.length < MOST && outcome.connects.push(message.connect);
    else Object.assign(outcome, message);
  });
  child.send(job);
  const [, signal] = await once(child, "close");
  rmSync(home, { recursive: true, force: true });
  if (outcome.why === "")
    outcome.why = signal === "SIGKILL" ? `no end within ${job.limitMs} ms` : `died: ${words.trim()}`;
  return outcome;
}
