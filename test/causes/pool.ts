// The causes that lie in one of several addresses, of the proxy or of a target.

import { startDroppedPort } from "../../src/demo/dropped-port.ts";
import { leaf } from "../support/certificates.ts";
import type { Loopback } from "../support/loopback.ts";
import { originThat } from "../support/origin-that.ts";
import { HOST } from "../support/pki.ts";
import { forwarder, pool } from "../support/pool.ts";
import { proxyThat } from "../support/proxy-that.ts";
import type { Cause } from "./cause.ts";
import { asPrinted } from "./printed.ts";
import { behind, type Scene } from "./scene.ts";
import type { Stage } from "./stage.ts";

const PROXY = "proxy.corp.test";

/** Null: nobody listens there. */
type Node = (stage: Stage, origin: number) => Promise<Loopback> | null;

const good: Node = (stage, origin) => stage.servers.up(proxyThat.works(origin));
const denies: Node = (stage) => stage.servers.up(proxyThat.denies());
const isMute: Node = (stage) => stage.servers.up(proxyThat.isMute());
const refuses: Node = () => null;

async function nodes(stage: Stage, wanted: Node[], scheme: "http" | "https" = "http"): Promise<Scene> {
  const origin = await stage.port(originThat.works(stage.pki.good));
  const running = await Promise.all(wanted.map((node) => node(stage, origin)));
  const { port, addresses } = await pool(stage.servers, running);
  const env = behind(`${scheme}://${PROXY}:${port}`);
  return { env, targets: [{}, { port: 8443 }], names: { [PROXY]: addresses } };
}

const secure =
  (validity: "valid" | "expired"): Node =>
  async (stage, origin) => {
    const identity = await leaf(stage.pki.root, [PROXY], { validity });
    return stage.servers.up(proxyThat.works(origin, identity));
  };

function node(how: string, wanted: Node[], rest: Partial<Scene> = {}): Cause {
  return {
    code: "proxy-node-bad",
    how,
    scene: async (stage) => ({ ...(await nodes(stage, wanted)), ...rest }),
    cure: asPrinted,
  };
}

/** A target that NO_PROXY sends direct, at these addresses. */
function direct(port: number, addresses: string[]): Scene {
  return {
    env: behind("http://127.0.0.1:9", HOST),
    targets: [{ port }],
    names: { [HOST]: addresses },
  };
}

async function origins(stage: Stage, works: boolean[]): Promise<Scene> {
  const origin = await stage.servers.up(originThat.works(stage.pki.good));
  const { port, addresses } = await pool(
    stage.servers,
    works.map((each) => (each ? origin : null)),
  );
  return direct(port, addresses);
}

export const poolCauses: Cause[] = [
  node("the second node refuses TCP", [good, refuses, good]),
  node("the second node denies", [good, denies, good]),
  node("the second node hangs up", [good, (stage) => stage.servers.up(proxyThat.hangsUp()), good]),
  node("the second node is mute", [good, isMute, good], { timeoutMs: 10_000 }),
  node("the second node is no proxy", [good, (stage) => stage.servers.up(proxyThat.speaksSsh()), good]),
  node("the node that is tried first denies everything", [denies, good]),
  node("the node that is tried first refuses TCP", [refuses, good]),
  node("the node that is tried first is mute", [isMute, good], { timeoutMs: 4000 }),
  {
    code: "proxy-node-bad",
    how: "a node of an https:// proxy has an expired certificate",
    scene: (stage) => nodes(stage, [secure("valid"), secure("expired")], "https"),
    cure: (_scene, _finding, stage) => nodes(stage, [secure("valid"), secure("valid")], "https"),
  },
  {
    code: "proxy-denied",
    how: "every node denies: the policy of all of them",
    scene: (stage) => nodes(stage, [denies, denies]),
  },
  {
    code: "address-partly-dead",
    how: "the first of two addresses refuses",
    scene: (stage) => origins(stage, [false, true]),
    cure: (_scene, _finding, stage) => origins(stage, [true, true]),
  },
  {
    code: "address-partly-dead",
    how: "the last of two addresses refuses",
    scene: (stage) => origins(stage, [true, false]),
    cure: (_scene, _finding, stage) => origins(stage, [true, true]),
  },
  {
    code: "address-partly-dead",
    how: "packets to the first address are dropped",
    scene: async (stage) => {
      const dropped = await startDroppedPort();
      if (!dropped) throw new Error("this system answers where it should drop");
      stage.onClose(() => dropped.stop());
      const origin = await stage.port(originThat.works(stage.pki.good));
      await stage.port(forwarder("127.0.0.2", dropped.port, origin));
      return direct(dropped.port, ["127.0.0.1", "127.0.0.2"]);
    },
  },
  {
    code: "address-partly-dead",
    how: "nobody listens on IPv6",
    scene: async (stage) => direct(await stage.port(originThat.works(stage.pki.good)), ["::1", "127.0.0.1"]),
    cure: (scene) => ({ ...scene, names: { [HOST]: "127.0.0.1" } }),
  },
  {
    code: "direct-refused",
    how: "all addresses refuse",
    scene: (stage) => origins(stage, [false, false]),
  },
];
