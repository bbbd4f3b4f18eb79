// A process of its own that probes servers of every kind, takes them down, and then has to end by itself.

import { byProxy, check, DIRECT, run, story } from "./checks.ts";
import { closedPort, Servers } from "./loopback.ts";
import { originThat } from "./origin-that.ts";
import { mintPki, trusting } from "./pki.ts";
import { proxyThat } from "./proxy-that.ts";

const pki = await mintPki();
const servers = new Servers();
const origin = await servers.up(originThat.works(pki.good));
const proxies = [
  await servers.up(proxyThat.works(origin.port)),
  await servers.up(proxyThat.isMute()),
  await servers.up(proxyThat.hangsUp()),
  await servers.up(proxyThat.denies()),
  await servers.up(proxyThat.opensAndStaysSilent()),
];
const grpc = await servers.up(originThat.isMuteInHttp2(pki.good));
const streaming = await servers.up(originThat.streamsForEver(pki.good));
const checks = [
  ...proxies.map((proxy) => check("https", "origin.example.com", 443, byProxy(proxy.port))),
  check("grpc", "127.0.0.1", grpc.port, DIRECT),
  check("https", "127.0.0.1", streaming.port, DIRECT),
  check("tcp", "127.0.0.1", await closedPort(), DIRECT),
  check("tcp", "localhost", origin.port, DIRECT),
];
const observations = await run(checks, trusting(pki), { timeoutMs: 3000 });
await servers.closeAll();
const overAt = performance.now();
process.once("exit", () => {
  const endedAfterMs = Math.round(performance.now() - overAt);
  process.stdout.write(JSON.stringify({ stories: observations.map(story), endedAfterMs }));
});
