// The program that runs in a namespace: plays its share of the scenarios (of those whose names hold $FIDELITY, where it is set), a line of JSON for each.

import { fork } from "node:child_process";
import { once } from "node:events";
import { openPlace } from "./place.ts";
import { playScenario } from "./play.ts";
import { scenarios } from "./scenarios.ts";

const [folder, share, shares] = process.argv.slice(2) as [string, string, string];
const only = process.env.FIDELITY ?? "";
// The lab's name server: no outside name exists.
const resolver = fork(new URL("../compose/origin/resolve.ts", import.meta.url), { stdio: "ignore" });
await once(resolver, "spawn");
const place = await openPlace(folder);
const wanted = scenarios.filter(({ name }) => name.includes(only));
for (const scenario of wanted.filter((_, at) => at % Number(shares) === Number(share))) {
  console.log(JSON.stringify(await playScenario(scenario, place)));
}
await place.close();
resolver.kill();
process.exit();
