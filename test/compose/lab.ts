// What a scenario can do with the lab: wait until it is ready, stop and start parts of it.

import { setTimeout as sleep } from "node:timers/promises";
import { composeOrThrow, containers, docker, dockerEnds } from "./compose.ts";

const READY_WITHIN_MS = 150_000;
/** The label whose value is the command that succeeds once a service is ready. */
const READY_LABEL = "lab.ready";

/** Until every service runs and, where it says what shows that it is ready, is ready. */
export async function untilReady(): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const waiting = await notReady();
    if (waiting.length === 0) return;
    if (Date.now() > deadline) {
      throw new Error(`the lab is not ready: ${waiting.join(", ")}\n${await composeOrThrow("logs", "--tail", "20")}`);
    }
    await sleep(500);
  }
}

async function notReady(): Promise<string[]> {
  const states = await docker(
    "inspect",
    "--format",
    `{{.Name}}\t{{.State.Status}}\t{{index .Config.Labels "${READY_LABEL}"}}`,
    ...(await containers()),
  );
  const waiting: string[] = [];
  for (const line of states.trim().split("\n")) {
    const [name, status, command] = line.split("\t") as [string, string, string?];
    const ready = status === "running" && (!command || (await succeeds(name.slice(1), command)));
    if (!ready) waiting.push(`${name} (${status})`);
  }
  return waiting;
}

async function succeeds(container: string, command: string): Promise<boolean> {
  return (await dockerEnds("exec", container, "bash", "-c", command)).exitCode === 0;
}

/** Runs `scenario` while a service is stopped, and has it back afterwards. */
export async function whileStopped<T>(service: string, scenario: () => Promise<T>): Promise<T> {
  await composeOrThrow("stop", "--timeout", "1", service);
  try {
    return await scenario();
  } finally {
    await composeOrThrow("start", service);
    await untilReady();
  }
}

/** Runs `scenario` while a service is frozen: its ports still accept, and nothing is said. */
export async function whilePaused<T>(service: string, scenario: () => Promise<T>): Promise<T> {
  await composeOrThrow("pause", service);
  try {
    return await scenario();
  } finally {
    await composeOrThrow("unpause", service);
    await untilReady();
  }
}
