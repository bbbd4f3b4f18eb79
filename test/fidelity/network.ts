// A network namespace of the test's own: loopback alone, every port free, its own names, and no way to anything real.

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";

const UNSHARE = ["--net", "--mount", ...(process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"])];

/** Why there can be none here, or null. */
export const noNetwork: string | null =
  spawnSync("unshare", [...UNSHARE, "ip", "link", "set", "lo", "up"]).status === 0
    ? null
    : "no network namespace can be made here (unshare and ip, on Linux)";

/** The command that runs a Node.js program inside one; `own`, its first argument, is a folder for the files that stand in the system's place. */
export function insideNetwork(program: string, own: string, ...rest: string[]): [command: string, args: string[]] {
  writeFileSync(`${own}/hosts`, "127.0.0.1 localhost\n");
  writeFileSync(`${own}/resolv.conf`, "nameserver 127.0.0.53\noptions timeout:1 attempts:1\n");
  const shell = [
    "ip link set lo up",
    `mount --bind ${own}/hosts /etc/hosts`,
    `mount --bind ${own}/resolv.conf /etc/resolv.conf`,
    `exec "$0" --no-warnings ${[program, own, ...rest].join(" ")}`,
  ].join(" && ");
  return ["unshare", [...UNSHARE, "sh", "-c", shell, process.execPath]];
}
