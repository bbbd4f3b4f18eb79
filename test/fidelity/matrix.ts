// Plays all scenarios in namespaces of their own, and hands on each as it comes.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { insideNetwork } from "./network.ts";
import { scenarios } from "./scenarios.ts";
import type { Played } from "./table.ts";

const PROGRAM = fileURLToPath(new URL("./inside.ts", import.meta.url));

/** What is played at once, each share in a namespace of its own: much of the time is waiting for what stays silent. */
const SHARES = 2;

export async function playAll(tell: (played: Played) => void = () => {}): Promise<Played[]> {
  const shares = Array.from({ length: SHARES }, (_, share) => playShare(share, tell));
  const all = (await Promise.all(shares)).flat();
  const order = scenarios.map(({ name }) => name);
  return all.toSorted((one, other) => order.indexOf(one.scenario) - order.indexOf(other.scenario));
}

async function playShare(share: number, tell: (played: Played) => void): Promise<Played[]> {
  const own = mkdtempSync(join(tmpdir(), "carto-proxy-fidelity-"));
  const [command, args] = insideNetwork(PROGRAM, own, `${share}`, `${SHARES}`);
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  const all: Played[] = [];
  const ended = once(child, "close");
  for await (const line of createInterface(child.stdout)) {
    const played = JSON.parse(line) as Played;
    all.push(played);
    tell(played);
  }
  const [code] = await ended;
  rmSync(own, { recursive: true, force: true });
  if (code !== 0) throw new Error(`the scenarios ended with ${code}`);
  return all;
}
