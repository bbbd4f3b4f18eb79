// How each real library is asked for a target, in the child process. Loaded lazily: each child runs one of them.

import http from "node:http";
import https from "node:https";
import { createRequire } from "node:module";
import type { ClientTarget } from "../../src/settings/client-route/client-route.ts";
import type { Seen } from "./outcome.ts";

/** Asks for the target; rejects or resolves when the library has given up. A destination that it gives counts instead of the first seen. */
type Run = (target: ClientTarget, seen: () => Seen | null) => Promise<unknown>;

const require = createRequire(import.meta.url);

export const ADAPTERS = {
  undici: async (): Promise<Run> => {
    const { EnvHttpProxyAgent, request } = await import("undici");
    return async (target) => {
      const dispatcher = new EnvHttpProxyAgent();
      await request(url(target), { dispatcher }).finally(() => dispatcher.destroy());
    };
  },

  // The dispatcher that Node.js itself installs under NODE_USE_ENV_PROXY=1 (internal, hence --expose-internals).
  "node-fetch-env": async (): Promise<Run> => {
    const { EnvHttpProxyAgent } = internalUndici();
    return async (target) => {
      if (!anyProxy()) return { host: target.host, port: target.port };
      const dispatcher = new EnvHttpProxyAgent();
      return fetch(url(target), { dispatcher } as RequestInit).then(nothing, nothing);
    };
  },

  // As Node.js' global agents are made; the process would have ended where fetch cannot be set up.
  "node-http-env": async (): Promise<Run> => {
    const { EnvHttpProxyAgent } = internalUndici();
    return async (target) => {
      if (anyProxy()) await new EnvHttpProxyAgent().destroy();
      const made = { proxyEnv: { ...process.env } } as https.AgentOptions;
      await get(target, target.scheme === "https" ? new https.Agent(made) : new http.Agent(made));
    };
  },

  "proxy-agent": async (): Promise<Run> => {
    const { ProxyAgent } = await import("proxy-agent");
    return (target) => get(target, new ProxyAgent());
  },

  gaxios: async (): Promise<Run> => {
    const { Gaxios } = await import("gaxios");
    return (target) => new Gaxios().request({ url: url(target), retry: false }).then(nothing);
  },

  "teeny-request": async (): Promise<Run> => {
    const { teenyRequest } = await import("teeny-request");
    return (target) =>
      new Promise((_, reject) => {
        teenyRequest({ uri: url(target), method: "GET" }, (error) => reject(error));
      });
  },

  axios: async (): Promise<Run> => {
    const { default: axios } = await import("axios");
    return (target) => axios.get(url(target), { maxRedirects: 0 }).then(nothing);
  },

  // The channel asks the library's own mapProxyName when it is made, and keeps what it will connect to.
  "grpc-js": async (): Promise<Run> => {
    const { Channel, credentials, setLogVerbosity, logVerbosity } = await import("@grpc/grpc-js");
    setLogVerbosity(logVerbosity.NONE);
    return async ({ host, port }) => {
      const channel = new Channel(
        `dns:${host.includes(":") ? `[${host}]` : host}:${port}`,
        credentials.createSsl(),
        {},
      );
      const [, name = "", number = ""] = /^dns:(.*):(\d+)$/.exec(channel.getTarget()) ?? [];
      channel.close();
      return { host: name, port: Number(number) };
    };
  },

  "snowflake-sdk": async (): Promise<Run> => {
    const { default: snowflake } = await import("snowflake-sdk");
    snowflake.configure({ logLevel: "OFF", additionalLogToConsole: false } as never);
    return (target) =>
      new Promise((_, reject) => {
        const options = { account: "acct", username: "u", password: "p", sfRetryMaxLoginRetries: 0, retryTimeout: 1 };
        const connection = snowflake.createConnection({
          ...options,
          accessUrl: url(target).replace(/\/$/, ""),
        } as never);
        connection.connect((error) => reject(error));
      });
  },

  "databricks-sql": async (): Promise<Run> => {
    const { DBSQLClient } = await import("@databricks/sql");
    return async ({ host, port }, seen) => {
      const client = new DBSQLClient({ logger: { log: () => {} } as never });
      const open = async () => {
        await client.connect({ host, port, path: "/sql/1.0/warehouses/x", token: "t" } as never);
        await client.openSession();
      };
      // It tries again for minutes: the first destination is enough.
      await Promise.race([open(), until(() => seen() !== null)]);
    };
  },
};

export type Adapter = keyof typeof ADAPTERS;

function url({ scheme, host, port }: ClientTarget): string {
  return new URL(`${scheme}://${host.includes(":") ? `[${host}]` : host}:${port}/`).href;
}

function nothing(): undefined {}

function anyProxy(): boolean {
  return ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"].some((name) => process.env[name]);
}

function internalUndici(): { EnvHttpProxyAgent: new () => { destroy: () => Promise<void> } } {
  return require("internal/deps/undici/undici");
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

function get(target: ClientTarget, agent: http.Agent): Promise<never> {
  return new Promise((_, reject) => {
    const { get } = target.scheme === "https" ? https : http;
    get(url(target), { agent }).on("error", reject);
  });
}
