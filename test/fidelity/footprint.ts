// The program that runs in a namespace: the doctor without a warehouse, then with every client behind a proxy that closes each connection.

import { fork, spawnSync } from "node:child_process";
import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { join } from "node:path";
import { behind } from "../causes/scene.ts";
import { proxyThat } from "../support/proxy-that.ts";
import { warehouseOptions } from "./doctor.ts";
import { openPlace, PROXY } from "./place.ts";
import { type Footprint, traceDoctor } from "./strace.ts";

export interface Traced extends Footprint {
  /** address:port of everything that the plan lists. */
  planned: string[];
  /** That the proxy was asked for. */
  connectionsToProxy: number;
}

const folder = process.argv[2]!;
const resolver = fork(new URL("../compose/origin/resolve.ts", import.meta.url), { stdio: "ignore" });
await once(resolver, "spawn");
const place = await openPlace(folder);
place.resolve("warehouses");
const common = ["--public-roots", place.files.publicRoots, "--deployment", "vm"];
const warehouses = warehouseOptions(place, place.credentials, place.postgres);

console.log(JSON.stringify(await run(proxyThat.works(place.toOrigin), [])));
console.log(JSON.stringify(await run(proxyThat.hangsUp(), warehouses)));
await place.close();
resolver.kill();
process.exit();

async function run(starting: ReturnType<typeof proxyThat.works>, more: string[]): Promise<Traced> {
  const proxy = await starting;
  const env = behind(`http://${PROXY}:${proxy.port}`);
  const args = [...common, ...more];
  const planned = await addressesIn(args, env);
  const footprint = await traceDoctor(["--json", "--timeout", "60", "--deadline", "600", ...args], env, folder);
  const traced = { ...footprint, planned, connectionsToProxy: proxy.connections() };
  await proxy.close();
  return traced;
}

/** Of the targets that go direct, and of the proxies of the others, as `plan` prints them. */
async function addressesIn(args: string[], env: Record<string, string>): Promise<string[]> {
  const cli = join(import.meta.dirname, "../../src/cli.ts");
  const { stdout } = spawnSync(process.execPath, ["--no-warnings", cli, "plan", "--json", ...args], {
    env,
    encoding: "utf8",
  });
  const { checks } = JSON.parse(stdout) as {
    checks: { host: string; port: number; route: { kind: "direct" } | { kind: "proxy"; proxy: string } }[];
  };
  const wanted = checks.map(({ host, port, route }) => {
    if (route.kind === "direct") return { host, port };
    const url = new URL(route.proxy);
    return { host: url.hostname, port: Number(url.port) };
  });
  const found = wanted.map(async ({ host, port }) => {
    const addresses = await lookup(host, { all: true }).catch(() => []);
    return addresses.map(({ address }) => `${address}:${port}`);
  });
  return [...new Set((await Promise.all(found)).flat())];
}
