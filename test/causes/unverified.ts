// What turning verification off lets through, each time with a warning; and what it does not: gRPC verifies all the same.

import type { Identity } from "../support/certificates.ts";
import { originThat } from "../support/origin-that.ts";
import type { Pki } from "../support/pki.ts";
import { proxyThat } from "../support/proxy-that.ts";
import type { Cause } from "./cause.ts";
import { behind, type Target } from "./scene.ts";

interface Shown {
  origin?: (pki: Pki) => Identity;
  proxy?: (pki: Pki) => Identity;
  target?: Target;
}

function unverified(code: Cause["code"], how: string, { origin, proxy, target = {} }: Shown): Cause {
  return {
    code,
    how: `verification is off: ${how}`,
    besides: ["tls-verification-off"],
    scene: async (stage) => {
      const identity = origin?.(stage.pki) ?? stage.pki.good;
      const works = target.protocol === "grpc" ? originThat.speaksGrpc(identity) : originThat.works(identity);
      const way = await stage.port(proxyThat.works(await stage.port(works), proxy?.(stage.pki)));
      const env = behind(`${proxy ? "https" : "http"}://127.0.0.1:${way}`);
      return { env: { ...env, NODE_TLS_REJECT_UNAUTHORIZED: "0" }, targets: [target] };
    },
  };
}

export const unverifiedCauses: Cause[] = [
  unverified("tls-untrusted", "a private CA", { origin: ({ untrusted }) => untrusted }),
  unverified("tls-untrusted", "a self-signed certificate", { origin: ({ selfSigned }) => selfSigned }),
  unverified("tls-expired", "an expired certificate", { origin: ({ expired }) => expired }),
  unverified("tls-name-mismatch", "another name", { origin: ({ wrongName }) => wrongName }),
  unverified("tls-incomplete-chain", "the intermediate is not sent", {
    origin: ({ noIntermediate }) => noIntermediate,
  }),
  unverified("proxy-tls-untrusted", "the proxy has a private CA", { proxy: ({ corporateProxy }) => corporateProxy }),
  unverified("proxy-tls-name-mismatch", "the proxy has another name", { proxy: ({ wrongName }) => wrongName }),
  unverified("proxy-tls-expired", "the proxy's certificate is expired", { proxy: ({ expired }) => expired }),
  unverified("tls-untrusted", "gRPC", { origin: ({ untrusted }) => untrusted, target: { protocol: "grpc" } }),
];
