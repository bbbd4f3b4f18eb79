// The real client libraries, in a child process with exactly the scene's environment: what works for CARTO, whatever our probe says.

import { fork } from "node:child_process";
import { once } from "node:events";
import { devNull } from "node:os";
import { fileURLToPath } from "node:url";
import type { Question, Worked } from "./real-client-child.ts";
import { addressesOf, type Scene } from "./scene.ts";

const CHILD = fileURLToPath(new URL("./real-client-child.ts", import.meta.url));

/** What a client finds around it. */
export interface Around {
  env: Record<string, string>;
  names: Scene["names"];
  publicRoots: string;
  /** File with all CAs that are trusted: the public roots, and the extra CA file's. */
  trusted: string;
  /** For each question. */
  limitMs: number;
}

/** Of a name that does not exist: an address of loopback on which nobody listens, since curl cannot be told that there is none. */
export function addressOf(name: string, { names }: Around): string[] {
  const found = name === "localhost" ? ["127.0.0.1"] : addressesOf(name, names);
  return found.length > 0 ? found : ["127.9.9.9"];
}

/** By the number of the question; what a library that storms or hangs did not say within the limit did not work. */
export async function worksForLibraries(questions: Question[], around: Around): Promise<Worked> {
  if (questions.length === 0) return {};
  // The scene's public roots in place of those that Node.js bundles; NODE_EXTRA_CA_CERTS is the scene's own.
  const roots = { SSL_CERT_FILE: around.publicRoots, SSL_CERT_DIR: devNull };
  const child = fork(CHILD, [], {
    env: { ...around.env, ...roots },
    execArgv: ["--use-openssl-ca", "--no-warnings"],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let words = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-2000);
  });
  const worked: Worked = {};
  let ready = false;
  child.on("message", (said: "ready" | Worked) => {
    if (said === "ready") {
      ready = true;
      child.send({ questions, names: around.names ?? {} });
      setTimeout(() => child.kill("SIGKILL"), around.limitMs).unref();
    } else Object.assign(worked, said);
  });
  await once(child, "close");
  if (!ready) throw new Error(`the process of the client libraries did not start: ${words}`);
  return worked;
}
