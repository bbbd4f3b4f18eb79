// The causes that stand in the configuration alone.

import type { Identity } from "../support/certificates.ts";
import { originThat } from "../support/origin-that.ts";
import { HOST } from "../support/pki.ts";
import { proxyThat } from "../support/proxy-that.ts";
import type { Cause } from "./cause.ts";
import { asPrinted } from "./printed.ts";
import { behind, inBothCases, without } from "./scene.ts";
import type { Stage } from "./stage.ts";

/** host:port; by TLS where it has an identity. */
async function goodProxy(stage: Stage, identity?: Identity): Promise<string> {
  const origin = await stage.port(originThat.works(stage.pki.good));
  return `127.0.0.1:${await stage.port(proxyThat.works(origin, identity))}`;
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
      const env = without(behind(`http://${await goodProxy(stage)}`), "HTTP_PROXY");
      return { env, targets: [{}] };
    },
    cure: asPrinted,
  },
  {
    code: "proxy-variable-missing",
    how: "GRPC_PROXY, a warning",
    scene: async (stage) => {
      const env = without(behind(`http://${await goodProxy(stage)}`), "GRPC_PROXY");
      return { env, targets: [{}] };
    },
    cure: asPrinted,
  },
  {
    code: "proxy-url-invalid",
    how: "no scheme",
    scene: async (stage) => {
      const url = await goodProxy(stage);
      return { env: { ...behind(url), ...inBothCases({ GRPC_PROXY: url }) }, targets: [{}] };
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
    code: "proxy-url-credentials",
    how: "the proxy asks for them, and takes them",
    scene: async (stage) => {
      const origin = await stage.port(originThat.works(stage.pki.good));
      const proxy = await stage.port(proxyThat.takesBasic("jane:canary-word", origin));
      return { env: behind(`http://jane:canary-word@127.0.0.1:${proxy}`), targets: [{}] };
    },
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
  {
    code: "proxy-variable-case",
    how: "upper case alone, a warning",
    scene: async (stage) => {
      const env = Object.entries(behind(`http://${await goodProxy(stage)}`));
      return { env: Object.fromEntries(env.filter(([name]) => name === name.toUpperCase())), targets: [{}] };
    },
    cure: asPrinted,
  },
  {
    code: "proxy-variable-case",
    how: "GRPC_PROXY names another proxy than grpc_proxy",
    scene: async (stage) => ({
      env: { ...behind(`http://${await goodProxy(stage)}`), GRPC_PROXY: "http://old.proxy.test:3128" },
      targets: [{}],
    }),
    cure: asPrinted,
  },
  {
    code: "proxy-variables-differ",
    how: "another proxy for gRPC",
    scene: async (stage) => {
      const other = inBothCases({ GRPC_PROXY: `http://${await goodProxy(stage)}` });
      return { env: { ...behind(`http://${await goodProxy(stage)}`), ...other }, targets: [{}] };
    },
  },
  {
    code: "proxy-grpc-https",
    how: "an https:// proxy",
    scene: async (stage) => ({ env: behind(`https://${await goodProxy(stage, stage.pki.proxy)}`), targets: [{}] }),
  },
  {
    code: "no-proxy-internal-missing",
    how: "no NO_PROXY, a warning",
    scene: async (stage) => ({
      env: without(behind(`http://${await goodProxy(stage)}`), "NO_PROXY"),
      targets: [{}],
    }),
    cure: asPrinted,
  },
  {
    code: "no-proxy-ambiguous",
    how: "a bare domain",
    scene: async (stage) => ({ env: behind(`http://${await goodProxy(stage)}`, "mega.io"), targets: [{}] }),
    cure: asPrinted,
  },
  {
    code: "no-proxy-empty-entry",
    how: "a comma at the end",
    scene: async (stage) => ({ env: behind(`http://${await goodProxy(stage)}`, ""), targets: [{}] }),
    cure: asPrinted,
  },
  {
    code: "no-proxy-empty-entry",
    how: "quotation marks that were kept",
    scene: async (stage) => {
      const env = behind(`http://${await goodProxy(stage)}`);
      return { env: { ...env, ...inBothCases({ NO_PROXY: `"${env.NO_PROXY}"` }) }, targets: [{}] };
    },
    cure: asPrinted,
  },
  {
    code: "no-proxy-covers-required",
    how: "a required row by its name, which can be reached direct too",
    scene: async (stage) => {
      const port = await stage.port(originThat.works(stage.pki.good));
      const env = behind(`http://${await goodProxy(stage)}`, HOST);
      return { env, targets: [{ port }], names: { [HOST]: "127.0.0.1" } };
    },
    cure: asPrinted,
  },
  {
    code: "ca-file-unreadable",
    how: "a file that is not there",
    scene: async (stage) => ({
      env: { ...behind(`http://${await goodProxy(stage)}`), NODE_EXTRA_CA_CERTS: "/usr/src/certs/no-such-ca.crt" },
      targets: [{}],
    }),
  },
  {
    code: "ca-file-invalid",
    how: "no certificate in it",
    scene: async (stage) => ({
      env: {
        ...behind(`http://${await goodProxy(stage)}`),
        NODE_EXTRA_CA_CERTS: stage.file("empty-ca.crt", "nothing\n"),
      },
      targets: [{}],
    }),
  },
  {
    code: "import-custom-ca",
    how: "an https:// proxy with a private CA that is trusted",
    scene: async (stage) => ({
      env: {
        ...behind(`https://${await goodProxy(stage, stage.pki.corporateProxy)}`),
        NODE_EXTRA_CA_CERTS: stage.file("proxy-ca.crt", stage.pki.corporate.pem),
      },
      targets: [{}],
    }),
    besides: ["proxy-grpc-https"],
  },
];
