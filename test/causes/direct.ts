// The causes on direct routes: names, firewalls, and targets that NO_PROXY sends past a proxy that works.

import { startDroppedPort } from "../../src/demo/dropped-port.ts";
import { closedPort } from "../support/loopback.ts";
import { originThat } from "../support/origin-that.ts";
import { HOST } from "../support/pki.ts";
import { proxyThat } from "../support/proxy-that.ts";
import type { Cause } from "./cause.ts";
import { asPrinted } from "./printed.ts";
import { behind, type Scene } from "./scene.ts";
import type { Stage } from "./stage.ts";

/** Past a proxy that would do it, because of NO_PROXY. */
async function excluded(stage: Stage, rest: Partial<Scene>): Promise<Scene> {
  const origin = await stage.port(originThat.works(stage.pki.good));
  const port = await stage.port(proxyThat.works(origin));
  return { env: behind(`http://127.0.0.1:${port}`, HOST), targets: [{}], ...rest };
}

/** For a target that is meant for the proxy: NO_PROXY with what the finding leaves in it. */
const takeOutOfNoProxy: Cause["cure"] = (scene, finding) => ({ ...asPrinted(scene, finding), timeoutMs: 30_000 });

export const directCauses: Cause[] = [
  {
    code: "name-not-resolved",
    how: "NO_PROXY sends a name direct that this machine does not know",
    scene: (stage) => excluded(stage, {}),
    cure: takeOutOfNoProxy,
  },
  {
    code: "direct-blocked",
    how: "NO_PROXY sends a target direct, and a firewall drops it",
    scene: async (stage) => {
      const dropped = await startDroppedPort();
      if (!dropped) throw new Error("this system answers where it should drop");
      stage.onClose(() => dropped.stop());
      const names = { [HOST]: "127.0.0.1" };
      return excluded(stage, { targets: [{ port: dropped.port }], names, timeoutMs: 5000 });
    },
    cure: takeOutOfNoProxy,
  },
  {
    code: "direct-refused",
    how: "NO_PROXY sends a target direct, and it is refused",
    scene: async (stage) => {
      const names = { [HOST]: "127.0.0.1" };
      return excluded(stage, { targets: [{ port: await closedPort() }], names });
    },
    cure: takeOutOfNoProxy,
  },
];
