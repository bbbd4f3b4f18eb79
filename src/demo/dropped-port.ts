// A loopback port that drops whoever connects, as a firewall does: no refusal, no answer. It needs no rights and no system package.

import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";

/**
 * A server whose thread sleeps for ever and so never accepts: once its queue is full, Linux drops every further SYN. It has to be
 * a thread: in the main one the event loop would accept. Its source is a string, so that it runs alike from .ts and .js.
 */
const SLEEPER = `
  const { parentPort, workerData } = require("node:worker_threads");
  const server = require("node:net").createServer();
  server.listen({ host: "127.0.0.1", port: 0, backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    Atomics.wait(new Int32Array(workerData), 0, 0);
  });
`;

/** More than the queue holds (backlog + 1 on Linux); those in excess show whether the port really drops. */
const FILLERS = 16;
const STILL_MS = 1_000;
const ROUNDS = 10;

export interface DroppedPort {
  port: number;
  stop(): Promise<void>;
}

/** Null where this system answers (or refuses) instead of dropping when a queue is full. */
export async function startDroppedPort(): Promise<DroppedPort | null> {
  const worker = new Worker(SLEEPER, { eval: true, workerData: new SharedArrayBuffer(4) });
  const fillers: Socket[] = [];
  const stop = async () => {
    for (const filler of fillers) filler.destroy();
    await worker.terminate();
  };
  try {
    const [port] = (await once(worker, "message")) as [number];
    if (await drops(port, fillers)) return { port, stop };
    await stop();
    return null;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Fills the queue, and waits until for a whole second nothing more was let in: true if some are then still left waiting. */
async function drops(port: number, fillers: Socket[]): Promise<boolean> {
  let answered = 0;
  let refused = false;
  for (let index = 0; index < FILLERS; index += 1) {
    const filler = connect({ host: "127.0.0.1", port });
    filler.once("connect", () => {
      answered += 1;
    });
    filler.on("error", () => {
      refused = true;
    });
    fillers.push(filler);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = answered;
    await delay(STILL_MS);
    if (refused || answered === FILLERS) return false;
    if (answered === before && answered > 0) return true;
  }
  return false;
}
