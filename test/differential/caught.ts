// In a child process: every connection and look-up is caught, the first one remembered. No packet leaves.

import dns from "node:dns";
import net from "node:net";
import type { Seen } from "./outcome.ts";

/** Stands for whatever a look-up asked for: never connected to. */
const LOOKED_UP = "192.0.2.77";

let first: Seen | null = null;
let name: string | null = null;

/** Where the library went first since the last `forget`, or null. */
export function firstSeen(): Seen | null {
  return first;
}

export function forget(): void {
  first = null;
  name = null;
}

net.Socket.prototype.connect = function (this: net.Socket, ...given: unknown[]) {
  const flat = Array.isArray(given[0]) ? given[0] : given;
  const options = flat[0] as { host?: string; port?: number | string };
  const host = options.host === LOOKED_UP && name !== null ? name : options.host || "localhost";
  first ??= { host, port: Number(options.port) };
  process.nextTick(() => this.destroy(Object.assign(new Error("blocked"), { code: "ECONNREFUSED" })));
  return this;
} as typeof net.Socket.prototype.connect;

const caught = (host: string) => {
  name = host;
  return { address: LOOKED_UP, family: 4 };
};
dns.lookup = ((host: string, options: unknown, callback?: unknown) => {
  const answer = (callback ?? options) as (error: null, address: unknown, family?: number) => void;
  const all = typeof options === "object" && options !== null && (options as { all?: boolean }).all;
  process.nextTick(() => (all ? answer(null, [caught(host)]) : answer(null, caught(host).address, 4)));
}) as typeof dns.lookup;
dns.promises.lookup = (async (host: string, options?: { all?: boolean }) =>
  options?.all ? [caught(host)] : caught(host)) as typeof dns.promises.lookup;
