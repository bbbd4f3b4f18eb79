// A warehouse that is closed direct and open by the proxy, which its driver does not use.

import { startDroppedPort } from "../../src/demo/dropped-port.ts";
import { closedPort } from "../support/loopback.ts";
import { postgresThat } from "../support/postgres-that.ts";
import { proxyThat } from "../support/proxy-that.ts";
import type { Cause } from "./cause.ts";
import { prove } from "./prove.ts";
import { behind, type Scene } from "./scene.ts";
import type { Stage } from "./stage.ts";

/** The same server, by the proxy whatever port is asked for. */
async function lead(stage: Stage, closed: number): Promise<Scene> {
  const server = await stage.port(postgresThat.answersN());
  const proxy = await stage.port(proxyThat.works(server));
  return {
    env: behind(`http://127.0.0.1:${proxy}`),
    warehouses: [`postgres://127.0.0.1:${closed}/gis?sslmode=disable`],
  };
}

const openTheFirewall: Cause["cure"] = async (scene, _, stage) => {
  const server = await stage.port(postgresThat.answersN());
  return { ...scene, warehouses: [`postgres://127.0.0.1:${server}/gis?sslmode=disable`], timeoutMs: 30_000 };
};

const refusing = async (stage: Stage) => {
  const proxy = await stage.port(proxyThat.denies());
  const warehouses = [`postgres://127.0.0.1:${await closedPort()}/gis?sslmode=disable`];
  return { env: behind(`http://127.0.0.1:${proxy}`), warehouses };
};

prove([
  {
    code: "bypass-only-by-proxy",
    how: "a firewall that rejects",
    scene: async (stage) => lead(stage, await closedPort()),
    cure: openTheFirewall,
  },
  {
    code: "bypass-only-by-proxy",
    how: "a firewall that drops",
    scene: async (stage) => {
      const dropped = await startDroppedPort();
      if (!dropped) throw new Error("this system answers where it should drop");
      stage.onClose(() => dropped.stop());
      return { ...(await lead(stage, dropped.port)), timeoutMs: 5000 };
    },
    cure: openTheFirewall,
  },
  { code: "direct-refused", how: "closed direct, and the proxy denies it too", scene: refusing, cure: openTheFirewall },
]);
