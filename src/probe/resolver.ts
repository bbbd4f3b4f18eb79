// Names to addresses as CARTO's own clients get them: getaddrinfo, every name asked for once a run.

import { type ChildProcess, fork } from "node:child_process";
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { fileURLToPath } from "node:url";

export interface Resolver {
  /**
   * Addresses in the order that getaddrinfo gives them, at least one.
   * @throws what dns.lookup throws (see lookupFailure)
   */
  addresses(name: string): Promise<string[]>;
  /** Gives up what is still being asked. */
  close?(): void;
}

/** What resolver-child.ts sends back. */
export type Answer = { name: string; addresses: string[] } | { name: string; error: { code: string; message: string } };

// The compiler rewrites the endings of imports, not of URLs.
const CHILD = new URL(import.meta.url.endsWith(".ts") ? "./resolver-child.ts" : "./resolver-child.js", import.meta.url);

/** An address needs no look-up, and then there is no `dns` phase. */
export function isAddress(host: string): boolean {
  return isIP(host) !== 0;
}

/**
 * dns.lookup reads /etc/hosts and nsswitch too, as the client libraries do; dns.resolve would not. Not in this process, which could
 * not even exit while a name server is silent.
 */
export function systemResolver(process: URL = CHILD): Resolver {
  let child: ChildProcess | null = null;
  const answers = new Map<string, Promise<string[]>>();
  const pending = new Map<string, (answer: Promise<string[]>) => void>();
  // Made only where somebody still waits for it: a rejection that nobody takes would end the process.
  const settle = (name: string, answer: () => Promise<string[]>) => {
    const resolve = pending.get(name);
    pending.delete(name);
    resolve?.(answer());
  };
  // Where no process can be started, this one asks after all.
  const askHere = () => {
    for (const name of [...pending.keys()])
      settle(name, () => lookup(name, { all: true, verbatim: true }).then(distinct));
  };
  const start = () => {
    child = fork(fileURLToPath(process), [], { execArgv: [], stdio: ["ignore", "ignore", "ignore", "ipc"] });
    child.once("error", askHere).once("exit", askHere);
    return child.on("message", (answer) => {
      const { name, ...rest } = answer as Answer;
      settle(name, async () => {
        if ("error" in rest) throw lookupError(rest.error);
        return rest.addresses;
      });
    });
  };
  return {
    addresses(name) {
      const known = answers.get(name);
      if (known) return known;
      const { promise, resolve } = Promise.withResolvers<string[]>();
      // Whoever asked may be gone by the time that it fails.
      promise.catch(() => {});
      answers.set(name, promise);
      pending.set(name, resolve);
      (child ?? start()).send(name, (error) => error && askHere());
      return promise;
    },
    close() {
      pending.clear();
      child?.kill("SIGKILL");
      child?.unref();
    },
  };
}

function distinct(all: { address: string }[]): string[] {
  return [...new Set(all.map((one) => one.address))];
}

function lookupError({ code, message }: { code: string; message: string }): Error {
  return Object.assign(new Error(message), { code });
}
