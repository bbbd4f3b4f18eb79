// What a server says, byte by byte: pieces with the cuts between them, pauses, and how the connection ends.

import type { Socket } from "node:net";
import type { Random } from "./random.ts";

export type Act =
  | { say: Buffer }
  /** All that the client has sent on this connection, its credentials too. */
  | { echo: true }
  | { pauseMs: number };

export interface Script {
  acts: Act[];
  /** `for-ever`: the last piece is sent again and again. */
  last: "end" | "reset" | "stay" | "for-ever";
}

export interface Played {
  /** Bytes that the kernel took: the client read them, or they wait in its buffers. */
  taken: number;
}

/** Cuts the bytes at arbitrary places, mostly few. */
export function cut(bytes: Buffer, random: Random): Act[] {
  const cuts = Array.from({ length: random.chance(30) ? 0 : random.size(12) }, () => random.below(bytes.length + 1));
  const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
  return places.slice(1).flatMap((place, at): Act[] => {
    const piece = { say: bytes.subarray(places[at], place) };
    return random.chance(10) ? [piece, { pauseMs: random.below(4) }] : [piece];
  });
}

export function scriptOf(bytes: Buffer, random: Random): Script {
  const acts = cut(bytes, random);
  if (random.chance(4)) acts.splice(random.below(acts.length + 1), 0, { echo: true });
  const sort = random.below(100);
  return { acts, last: sort < 70 ? "end" : sort < 85 ? "reset" : sort < 97 ? "stay" : "for-ever" };
}

/** Whether the client has to notice by itself that nothing more comes. */
export function waits({ last }: Script): boolean {
  return last === "stay" || last === "for-ever";
}

/** Never rejects: a client that goes away ends it. */
export async function play(script: Script, socket: Socket, raw: Socket, heard: Buffer, played: Played): Promise<void> {
  const words: Buffer[] = [heard];
  const listen = (chunk: Buffer) => words.push(chunk);
  socket.on("data", listen).on("error", () => {});
  raw.setNoDelay(true);
  let goneAway = () => {};
  raw.once("close", () => goneAway());
  const write = (bytes: Buffer) =>
    new Promise<boolean>((resolve) => {
      if (socket.destroyed || raw.destroyed) return resolve(false);
      goneAway = () => resolve(false);
      socket.write(bytes, (error) => {
        if (!error) played.taken += bytes.length;
        resolve(!error);
      });
    });
  let latest: Buffer = Buffer.from("x");
  for (const act of script.acts) {
    if ("pauseMs" in act) await new Promise((resolve) => setTimeout(resolve, act.pauseMs));
    else {
      const bytes = "say" in act ? act.say : Buffer.concat(words);
      if (bytes.length > 0) latest = bytes;
      if (!(await write(bytes))) return;
      await new Promise(setImmediate);
    }
  }
  if (script.last === "end") socket.end();
  if (script.last === "reset") raw.resetAndDestroy();
  if (script.last !== "for-ever") return;
  const piece = Buffer.concat(Array.from({ length: Math.ceil(1024 / latest.length) }, () => latest));
  while (await write(piece)) await new Promise(setImmediate);
}

export function told({ acts, last }: Script): string {
  const pieces = acts.map((act) => {
    if ("pauseMs" in act) return `(${act.pauseMs} ms)`;
    return "say" in act ? JSON.stringify(act.say.toString("latin1").slice(0, 400)) : "(echo)";
  });
  return `${pieces.slice(0, 20).join(" ")} then ${last}`;
}
