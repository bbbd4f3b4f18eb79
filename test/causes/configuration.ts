// The causes that stand in the configuration alone.

import { originThat } from "../support/origin-that.ts";
import { proxyThat } from "../support/proxy-that.ts";
import type { Cause } from "./cause.ts";
import { asPrinted } from "./printed.ts";
import { behind } from "./scene.ts";
import type { Stage } from "./stage.ts";

async function goodProxy(stage: Stage): Promise<string> {
  const origin = await stage.port(originThat.works(stage.pki.good));
  return `127.0.0.1:${await stage.port(proxyThat.works(origin))}`;
}

export const configurationCauses: Cause[] = [
  {
    code: "proxy-not-configured",
    how: "no proxy variable at all, in a network that lets CARTO out",
    scene: async (stage) => {
      const port = await stage.port(originThat.works(stage.pki.good));
      return { env: {}, targets: [{ host: "127.0.0.1", port }] };
    },
    cure: async (scene, finding, stage) => {
      const { env } = asPrinted(scene, finding);
      const proxy = await goodProxy(stage);
      const named = Object.entries(env).map(([name, value]) => [name, value.replace("<proxy host>:3128", proxy)]);
      return { ...scene, env: Object.fromEntries(named) };
    },
  },
  {
    code: "proxy-variable-missing",
    how: "HTTP_PROXY",
    scene: async (stage) => {
      const { HTTP_PROXY: _, ...env } = behind(`http://${await goodProxy(stage)}`);
      return { env, targets: [{}] };
    },
    cure: asPrinted,
  },
  {
    code: "proxy-variable-missing",
    how: "GRPC_PROXY, a warning",
    scene: async (stage) => {
      const { GRPC_PROXY: _, ...env } = behind(`http://${await goodProxy(stage)}`);
      return { env, targets: [{}] };
    },
    cure: asPrinted,
  },
  {
    code: "proxy-url-invalid",
    how: "no scheme",
    scene: async (stage) => {
      const url = await goodProxy(stage);
      return { env: { HTTP_PROXY: url, HTTPS_PROXY: url, GRPC_PROXY: url }, targets: [{}] };
    },
    cure: asPrinted,
  },
  {
    code: "proxy-url-invalid",
    how: "quotation marks",
    scene: async (stage) => ({ env: behind(`"http://${await goodProxy(stage)}"`), targets: [{}] }),
    cure: asPrinted,
  },
  {
    code: "proxy-url-credentials",
    how: "a user and a password in every variable",
    scene: async (stage) => ({ env: behind(`http://jane:canary-word@${await goodProxy(stage)}`), targets: [{}] }),
    cure: asPrinted,
  },
  {
    code: "tls-verification-off",
    how: "NODE_TLS_REJECT_UNAUTHORIZED=0, and nothing that needs it",
    scene: async (stage) => ({
      env: { ...behind(`http://${await goodProxy(stage)}`), NODE_TLS_REJECT_UNAUTHORIZED: "0" },
      targets: [{}],
    }),
    cure: asPrinted,
  },
];
