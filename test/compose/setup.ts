// Brings the lab up once for the whole suite, and takes it down again. CARTO_PROXY_KEEP_LAB=1 leaves it running.

import { execFileSync } from "node:child_process";
import { compose, composeOrThrow, docker } from "./compose.ts";
import { forgetFidelities, matrixOfFidelities } from "./fidelities.ts";
import { untilReady } from "./lab.ts";
import { ROOT } from "./paths.ts";
import { forgetPlayings, matrixOfPlayings } from "./playings.ts";
import { makeSecrets } from "./secrets.ts";
import { fillStage } from "./stage.ts";

export async function setup(): Promise<void> {
  makeSecrets();
  forgetPlayings();
  forgetFidelities();
  execFileSync("npm", ["run", "--silent", "build"], { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"] });
  fillStage();
  await docker("version");
  await composeOrThrow("build");
  await composeOrThrow("up", "-d", "--remove-orphans");
  await untilReady();
}

export async function teardown(): Promise<void> {
  const matrix = matrixOfPlayings();
  if (matrix !== null) console.info(`\nInjected cause × given code, in real servers\n${matrix}\n`);
  const fidelity = matrixOfFidelities();
  if (fidelity !== null) console.info(`\nScenario × real library, beside the doctor\n${fidelity}\n`);
  if (process.env.CARTO_PROXY_KEEP_LAB) return;
  await compose("down", "--volumes", "--remove-orphans", "--timeout", "1");
}
