// Whose network this process sees: the host's, a container's, or that of one of CARTO's containers. Told by /proc alone.

import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import type { LookedFrom } from "../report/report.ts";

/** What /proc shows. Null: not readable. */
export interface Signs {
  container: boolean;
  /** Of the process's own environment: it runs inside one of CARTO's containers. */
  cartoEnvironment: boolean;
  /** Network namespaces of this process and of process 1, e.g. "net:[4026531840]". */
  own: string | null;
  first: string | null;
  /** Of other processes seen in the same network namespace, where that is not process 1's: whether they are CARTO's. */
  neighbours: { pid: number; carto: boolean }[];
  /** Ports that somebody listens on in this network namespace, and no process that is seen here. */
  strangePorts: number[];
}

/** The sentence says what decided, and what cannot be known. */
export function lookedFrom(signs: Signs): LookedFrom {
  const { container, own, first, neighbours, strangePorts } = signs;
  if (own === null) return { network: "unknown", sign: "/proc/self/ns/net cannot be read here" };
  if (signs.cartoEnvironment) {
    return { network: "carto-container", sign: "this process has the environment of CARTO's containers" };
  }
  const carto = neighbours.find((one) => one.carto);
  if (carto !== undefined) {
    return { network: "carto-container", sign: `process ${carto.pid}, which has CARTO's environment, is in it too` };
  }
  if (container) {
    if (strangePorts.length === 0) return { network: "container", sign: "nobody else is seen in it" };
    const ports = strangePorts.slice(0, 5).join(", ");
    const sign = `processes outside this container listen in it, on port ${ports}; whether they are CARTO's cannot be seen from inside`;
    return { network: "shared", sign };
  }
  if (first === null) {
    return { network: "unknown", sign: "no sign of a container, and /proc/1/ns/net can be read by root alone" };
  }
  if (own === first) return { network: "host", sign: "the network namespace is that of process 1" };
  const sign = neighbours.length === 0 ? "no other process is in it" : `process ${neighbours[0]?.pid} is in it too`;
  return { network: "separate", sign: `not that of process 1; ${sign}, and nothing shows that it is CARTO's` };
}

/** Linux alone; elsewhere nothing can be told. */
export function readSigns(container: boolean, environment: Record<string, string | undefined>): Signs {
  const own = link("/proc/self/ns/net");
  const first = link("/proc/1/ns/net");
  return {
    container,
    cartoEnvironment: container && CARTO_NAMES.some((name) => environment[name] !== undefined),
    own,
    first,
    neighbours: own === null || own === first ? [] : neighboursIn(own),
    strangePorts: container ? strangePorts() : [],
  };
}

/** CARTO's compose project gives every container its whole .env, in which install.sh writes the first and customer.env has the second. */
const CARTO_NAMES = ["CARTO_SELFHOSTED_VERSION", "SELFHOSTED_TENANT_ID"];

function neighboursIn(namespace: string): Signs["neighbours"] {
  return pids()
    .filter((pid) => pid !== process.pid && link(`/proc/${pid}/ns/net`) === namespace)
    .map((pid) => ({ pid, carto: namesIn(`/proc/${pid}/environ`).some((name) => CARTO_NAMES.includes(name)) }));
}

/** The names alone: the values are none of ours. */
function namesIn(environ: string): string[] {
  return text(environ)
    .split("\0")
    .map((entry) => entry.slice(0, entry.indexOf("=")));
}

/** Who sees only this container's processes sees all sockets of its network all the same. */
function strangePorts(): number[] {
  const sockets = pids().map(socketsOf);
  // Of another user's process nothing is told: what it listens on would look like a stranger's.
  if (sockets.includes(null)) return [];
  const seen = new Set(sockets.flatMap((all) => all ?? []));
  const listening = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((file) => listenersIn(text(file)));
  const strange = listening.filter(({ inode, address }) => !seen.has(inode) && address !== DOCKER_DNS);
  return [...new Set(strange.map(({ port }) => port))].sort((a, b) => a - b);
}

/** 127.0.0.11, little-endian: Docker's own name server, which every user-defined network has. */
const DOCKER_DNS = "0B00007F";

/** `sl local_address rem_address st … inode`, addresses and states in hex; 0A is TCP_LISTEN (proc_pid_net(5)). */
export function listenersIn(table: string): { address: string; port: number; inode: string }[] {
  return table
    .split("\n")
    .slice(1)
    .flatMap((line) => {
      const [, local = "", , state, , , , , , inode = ""] = line.trim().split(/\s+/);
      const [address = "", port = ""] = local.split(":");
      return state === "0A" ? [{ address, port: Number.parseInt(port, 16), inode }] : [];
    });
}

/** Null where they may not be looked at; none where the process has just ended. */
function socketsOf(pid: number): string[] | null {
  try {
    const links = readdirSync(`/proc/${pid}/fd`).map((fd) => link(`/proc/${pid}/fd/${fd}`) ?? "");
    return links.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EACCES" ? null : [];
  }
}

function pids(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function link(file: string): string | null {
  try {
    return readlinkSync(file);
  } catch {
    return null;
  }
}

function text(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
