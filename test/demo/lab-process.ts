// Starts a lab and stops it again, in a process of its own that must then end by itself. Prints what must be gone afterwards.

import { startLab } from "../../src/demo/lab.ts";
import { loadWhitelist } from "../../src/whitelist/load.ts";

const lab = await startLab({ healthy: false, whitelist: loadWhitelist(null), deployment: "vm" });
const urls = [...lab.warehouses, lab.env.HTTP_PROXY ?? ""];
const ports = urls.flatMap((url) => /:(\d+)(?:\/|\?|$)/.exec(url)?.slice(1) ?? []).map(Number);
await lab.stop();
console.log(JSON.stringify({ ports }));
