// The causes that lie in TLS inspection, its CA trusted or not.

import { authority, leaf } from "../support/certificates.ts";
import { HOSTS, hostsIn, inspects, SISTER } from "../support/inspection.ts";
import { originThat } from "../support/origin-that.ts";
import { proxyThat } from "../support/proxy-that.ts";
import type { Cause } from "./cause.ts";
import { asPrinted } from "./printed.ts";
import { behind, type Scene, type Target } from "./scene.ts";
import type { Stage } from "./stage.ts";

const targets = HOSTS.map((host) => ({ host }));

/** Inspected until the hosts that the finding prints are exempt. */
function exempting(
  inspected: (stage: Stage) => Promise<{ scene: Scene; exempt: Set<string> }>,
): Pick<Cause, "scene" | "cure"> {
  let exempt = new Set<string>();
  return {
    scene: async (stage) => {
      const { scene, exempt: set } = await inspected(stage);
      exempt = set;
      return scene;
    },
    cure: (scene, finding) => {
      for (const host of hostsIn(finding)) exempt.add(host);
      return scene;
    },
  };
}

const by =
  (name: string, organisation: string, asked: Target[], trusted = false) =>
  async (stage: Stage) => {
    const ca = await authority(name, organisation);
    const { port, exempt } = await inspects(HOSTS, stage.servers, stage.pki, { ca });
    const env = behind(`http://127.0.0.1:${port}`);
    if (trusted) env.NODE_EXTRA_CA_CERTS = stage.file("extra-ca.crt", ca.pem);
    return { scene: { env, targets: asked }, exempt };
  };

export const inspectionCauses: Cause[] = [
  {
    code: "tls-intercepted",
    how: "one CA for targets of two owners, cured by trusting it",
    scene: async (stage) => {
      const { port, ca } = await inspects(HOSTS, stage.servers, stage.pki);
      stage.file("extra-ca.crt", ca.pem);
      return { env: behind(`http://127.0.0.1:${port}`), targets };
    },
    cure: asPrinted,
    left: ["tls-intercepted-trusted"],
  },
  {
    code: "tls-intercepted",
    how: "the same, cured by an exemption",
    ...exempting(by("Gateway Inspection CA", "Example Corp", targets)),
  },
  {
    code: "tls-intercepted",
    how: "one target, and a product's name",
    ...exempting(by("Zscaler Root CA", "Zscaler Inc.", targets.slice(0, 1))),
  },
  {
    code: "tls-intercepted",
    how: "verification is off: a warning",
    scene: async (stage) => {
      const { port } = await inspects(HOSTS, stage.servers, stage.pki);
      return { env: { ...behind(`http://127.0.0.1:${port}`), NODE_TLS_REJECT_UNAUTHORIZED: "0" }, targets };
    },
    besides: ["tls-verification-off"],
  },
  {
    code: "tls-intercepted",
    how: "a firewall on the direct route",
    scene: async (stage) => {
      const forged = await leaf(await authority("FortiGate CA", "Fortinet"), ["127.0.0.1"]);
      const port = await stage.port(originThat.works(forged));
      const env = behind("http://127.0.0.1:9", "127.0.0.1");
      return { env, targets: [{ host: "127.0.0.1", port }] };
    },
  },
  {
    code: "tls-untrusted",
    how: "two hosts of one owner, with a CA of their own",
    scene: async (stage) => {
      const hosts = [HOSTS[0], SISTER];
      const { port } = await inspects(hosts, stage.servers, stage.pki);
      return { env: behind(`http://127.0.0.1:${port}`), targets: hosts.map((host) => ({ host })) };
    },
  },
  {
    code: "tls-untrusted",
    how: "a self-signed certificate that answers to two names",
    scene: async (stage) => {
      const origin = await stage.port(originThat.works(stage.pki.selfSigned));
      return { env: behind(`http://127.0.0.1:${await stage.port(proxyThat.works(origin))}`), targets };
    },
  },
  {
    code: "tls-intercepted-trusted",
    how: "one CA of the extra CA file for targets of two owners, cured by an exemption",
    ...exempting(by("Gateway Inspection CA", "Example Corp", targets, true)),
  },
];
