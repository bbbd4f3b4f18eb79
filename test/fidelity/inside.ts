// The program that runs in the namespace: plays the scenarios (those whose names hold $FIDELITY, where it is set) and prints a line of JSON for each.

import { fork } from "node:child_process";
import { once } from "node:events";
import { openPlace } from "./place.ts";
import { playScenario } from "./play.ts";
import { scenarios } from "./scenarios.ts";

const folder = process.argv[2]!;
const only = process.env.FIDELITY ?? "";
// The lab's name server: no outside name exists.
const resolver = fork(new URL("../compose/origin/resolve.ts", import.meta.url), { stdio: "ignore" });
await once(resolver, "spawn");
const place = await openPlace(folder);
for (const scenario of scenarios.filter(({ name }) => name.includes(only))) {
  console.log(JSON.stringify(await playScenario(scenario, place)));
}
await place.close();
resolver.kill();
process.exit();
