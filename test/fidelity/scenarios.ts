// The scenarios of the matrix on loopback, in the order in which they are printed: what the operator configured and what stands on the way.

import { behind, inBothCases, noProxy } from "../causes/scene.ts";
import type { Credentials } from "../services/accounts.ts";
import { wrongCredentials } from "../services/accounts.ts";
import { closedPort } from "../support/loopback.ts";
import type { ProxyLoopback } from "../support/proxy-that.ts";
import { proxyThat } from "../support/proxy-that.ts";
import type { Names, Place } from "./place.ts";
import { API_HOST, HOSTS, PROXIED, TOKEN_HOST } from "./subjects.ts";

export interface Scene {
  env: Record<string, string>;
  /** Names that this network resolves; the rest of the outside is unknown to it. Default: the warehouses that go direct. */
  names?: Names;
  credentials?: Credentials;
  /** The one that BigQuery's requests carry. Default: the one that the service gives out for the right key. */
  accessToken?: string;
  /** Default: that of a role that may log in. */
  postgres?: string;
  /** The whole way stays silent, and no library gets anywhere: there is no use in waiting long. */
  silent?: true;
}

export interface Scenario {
  name: string;
  scene(place: Place): Promise<Scene>;
}

const REFUSED =
  "HTTP/1.1 403 Forbidden\r\nServer: squid/5.7\r\nX-Squid-Error: ERR_ACCESS_DENIED 0\r\nContent-Type: text/html\r\nContent-Length: 36\r\nConnection: close\r\n\r\n<html>ERROR: Access Denied</html>\r\n\r\n";

export const scenarios: Scenario[] = [
  {
    name: "HTTP proxy",
    scene: async (place) => ({ env: behind(await place.proxy(proxyThat.works(place.toOrigin))) }),
  },
  {
    name: "HTTP proxy, HTTPS_PROXY and HTTP_PROXY two of them",
    scene: async (place) => {
      const url = await place.proxy(proxyThat.works(place.toOrigin));
      const denying = await place.proxy(denies(() => true, place));
      return { env: { ...behind(url), ...inBothCases({ HTTP_PROXY: denying }) } };
    },
  },
  {
    // As CARTO's documentation has it: Snowflake is excluded, and reached without the proxy.
    name: "HTTPS proxy with a private CA",
    scene: async (place) => ({
      env: { ...behind(await place.secureProxy(), HOSTS.snowflake), NODE_EXTRA_CA_CERTS: place.files.corporate },
      names: "snowflake",
    }),
  },
  {
    name: "HTTPS proxy with a private CA, Snowflake not excluded",
    scene: async (place) => ({
      env: { ...behind(await place.secureProxy()), NODE_EXTRA_CA_CERTS: place.files.corporate },
    }),
  },
  {
    name: "HTTPS proxy with a private CA that is not trusted",
    scene: async (place) => ({ env: behind(await place.secureProxy()) }),
  },
  { name: "no proxy", scene: async () => ({ env: {}, names: "all" }) },
  { name: "no proxy, and nothing is let out", scene: async () => ({ env: {}, names: "blocked" }) },
  {
    name: "denied: auth.carto.com",
    scene: async (place) => ({
      env: behind(await place.proxy(denies((target) => target.startsWith(HOSTS.web), place))),
    }),
  },
  {
    name: "denied: BigQuery's API, Pub/Sub and Snowflake",
    scene: async (place) => {
      const denied = [API_HOST, HOSTS.pubsub, HOSTS.snowflake];
      const url = await place.proxy(denies((target) => denied.some((host) => target.startsWith(host)), place));
      return { env: behind(url) };
    },
  },
  {
    name: "intercepting proxy, CA trusted",
    scene: async (place) => ({
      env: {
        ...behind(await place.proxy(proxyThat.works(place.toInspection))),
        NODE_EXTRA_CA_CERTS: place.files.inspection,
      },
    }),
  },
  {
    name: "intercepting proxy, CA not trusted",
    scene: async (place) => ({ env: behind(await place.proxy(proxyThat.works(place.toInspection))) }),
  },
  {
    name: "intercepting proxy, verification off",
    scene: async (place) => ({
      env: { ...behind(await place.proxy(proxyThat.works(place.toInspection))), NODE_TLS_REJECT_UNAUTHORIZED: "0" },
    }),
  },
  {
    name: "HTTP proxy, verification off",
    scene: async (place) => ({
      env: { ...behind(await place.proxy(proxyThat.works(place.toOrigin))), NODE_TLS_REJECT_UNAUTHORIZED: "0" },
    }),
  },
  {
    name: "proxy down",
    scene: async () => ({ env: behind(`http://proxy.corp.test:${await closedPort()}`) }),
  },
  {
    name: "proxy mute",
    scene: async (place) => ({ env: behind(await place.proxy(proxyThat.isMute())), silent: true }),
  },
  {
    name: "proxy hangs up",
    scene: async (place) => ({ env: behind(await place.proxy(proxyThat.hangsUp())) }),
  },
  {
    name: "OCSP blocked",
    scene: async (place) => ({
      env: behind(await place.proxy(denies((target) => target.endsWith(":80"), place))),
    }),
  },
  {
    // The driver waits for each answer of its revocation service, and then goes on: it needs the time that this takes.
    name: "OCSP silent",
    scene: async (place) => ({ env: behind(await place.proxy(proxyThat.works(place.toSilentOcsp))) }),
  },
  {
    name: "warehouses blocked",
    scene: async (place) => ({
      env: { ...behind(await place.proxy(proxyThat.works(place.toOrigin)), HOSTS.snowflake) },
      names: "blocked",
    }),
  },
  {
    name: "wrong credentials",
    scene: async (place) => ({
      env: behind(await place.proxy(proxyThat.works(place.toOrigin))),
      credentials: wrongCredentials(place.credentials),
      accessToken: "ya29.wrong",
      postgres: place.postgres.replace(":right@", ":wrong@"),
    }),
  },
  ...spellings(),
];

/** NO_PROXY for everything that has a name outside, in eight spellings: by which way it goes, where both are open. */
function spellings(): Scenario[] {
  const domains = ["carto.com", "googleapis.com", "snowflakecomputing.com"];
  const values: [name: string, value: string][] = [
    ["hosts", PROXIED.join(",")],
    ["domain", domains.join(",")],
    [".domain", domains.map((domain) => `.${domain}`).join(",")],
    ["*.domain", domains.map((domain) => `*.${domain}`).join(",")],
    ["host:443", PROXIED.map((host) => `${host}:443`).join(",")],
    ["UPPER CASE", PROXIED.map((host) => host.toUpperCase()).join(",")],
    ["a space behind each comma", ["localhost", ...PROXIED].join(", ")],
    ["*", "*"],
    ["trailing comma", `${TOKEN_HOST},`],
  ];
  return values.map(([name, value]) => ({
    name: `NO_PROXY: ${name}`,
    scene: async (place) => ({
      env: { ...behind(await place.proxy(proxyThat.works(place.toOrigin))), ...without(value) },
      names: "all",
    }),
  }));
}

/** The spelling that is tried stands last, behind CARTO's own services, unless it is to be alone. */
function without(value: string): Record<string, string> {
  return value === "*" ? inBothCases({ NO_PROXY: "*" }) : noProxy(value);
}

function denies(rule: (target: string) => boolean, place: Place): Promise<ProxyLoopback> {
  return proxyThat.rulesBy((_method, target) => (rule(target) ? REFUSED : null), place.toOrigin);
}
