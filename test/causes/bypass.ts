// The causes that lie in the way around the proxy: closed where a driver has no other, open where nothing may leave.

import { startDroppedPort } from "../../src/demo/dropped-port.ts";
import { closedPort } from "../support/loopback.ts";
import { originThat } from "../support/origin-that.ts";
import { HOST } from "../support/pki.ts";
import { pool } from "../support/pool.ts";
import { postgresThat } from "../support/postgres-that.ts";
import { proxyThat } from "../support/proxy-that.ts";
import type { Cause } from "./cause.ts";
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

/** A target that the proxy leads to, and that this machine's resolver knows at `address`. */
async function strict(stage: Stage, protocol: "https" | "grpc", address = "127.0.0.1"): Promise<Scene> {
  const { works, speaksGrpc } = originThat;
  const port = await stage.port(protocol === "grpc" ? speaksGrpc(stage.pki.good) : works(stage.pki.good));
  const proxy = await stage.port(proxyThat.works(port));
  const env = behind(`http://127.0.0.1:${proxy}`);
  return { env, targets: [{ port, protocol }], names: { [HOST]: address }, strictEgress: true };
}

/** Where nobody listens. */
const closeTheWay: Cause["cure"] = (scene) => ({ ...scene, names: { [HOST]: "127.9.9.9" } });

export const bypassCauses: Cause[] = [
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
  {
    code: "egress-leak",
    how: "--strict-egress, and the host answers direct",
    scene: (stage) => strict(stage, "https"),
    cure: closeTheWay,
  },
  {
    code: "egress-leak",
    how: "--strict-egress, and a gRPC host answers direct",
    scene: (stage) => strict(stage, "grpc"),
    cure: closeTheWay,
  },
  {
    code: "egress-leak",
    how: "--strict-egress, and something else answers in the host's place: a warning",
    scene: async (stage) => {
      const origin = await stage.servers.up(originThat.works(stage.pki.good));
      const filter = await stage.servers.up(originThat.works(stage.pki.untrusted));
      const { port } = await pool(stage.servers, [origin, filter]);
      const proxy = await stage.port(proxyThat.works(port));
      const env = behind(`http://127.0.0.1:${proxy}`);
      return { env, targets: [{ port }], names: { [HOST]: "127.0.0.2" }, strictEgress: true };
    },
    cure: closeTheWay,
  },
];
