// What a scenario can do with the lab: wait until it is ready, stop and start parts of it.

import { setTimeout as sleep } from "node:timers/promises";
import { composeOrThrow, docker, PROJECT } from "./compose.ts";

const READY_WITHIN_MS = 150_000;
const LABEL = "com.docker.compose";

/** Until every service that has a health check is healthy. */
export async function untilReady(): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const waiting = await notHealthy();
    if (waiting.length === 0) return;
    if (Date.now() > deadline) {
      throw new Error(`the lab is not ready: ${waiting.join(", ")}\n${await composeOrThrow("logs", "--tail", "20")}`);
    }
    await sleep(500);
  }
}

async function notHealthy(): Promise<string[]> {
  const ofLab = [`label=${LABEL}.project=${PROJECT}`, `label=${LABEL}.oneoff=False`];
  const ids = await docker("ps", "-aq", ...ofLab.flatMap((label) => ["--filter", label]));
  const health = "{{if .State.Health}}{{.State.Health.Status}}{{end}}";
  const states = await docker(
    "inspect",
    "--format",
    `{{.Name}} {{.State.Status}} ${health}`,
    ...ids.trim().split("\n"),
  );
  return states
    .trim()
    .split("\n")
    .filter((line) => !/ running( healthy)?$/.test(line.trimEnd()));
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
