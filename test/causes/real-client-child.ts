// The child process: asks each question with the real library, and tells one by one what worked. Started by real-client.ts alone.

import type { LookupAddress } from "node:dns";
import dns from "node:dns";
import { isIP } from "node:net";
import tls from "node:tls";
import { MARK } from "../support/origin-that.ts";

export type Library = "undici" | "proxy-agent" | "pg" | "grpc-js";

export interface Question {
  by: Library;
  url: string;
}

/** By the number of the question. */
export type Worked = Record<number, boolean>;

type Names = Record<string, string | string[]>;

const askers: Record<Library, (url: URL) => Promise<boolean>> = {
  undici,
  "proxy-agent": proxyAgent,
  pg,
  "grpc-js": grpc,
};

process.once("disconnect", () => process.exit());
process.once("message", async ({ questions, names }: { questions: Question[]; names: Names }) => {
  knowOnly(names);
  nameNoAddress();
  await Promise.all(
    questions.map(async ({ by, url }, number) => {
      const worked = await askers[by](new URL(url)).catch(() => false);
      process.send?.({ [number]: worked });
    }),
  );
  process.disconnect();
});
process.send?.("ready");

/** Names are those of the scene, for whichever library asks. */
function knowOnly(names: Names): void {
  const find = (name: string): LookupAddress[] => {
    const addresses = name === "localhost" ? ["127.0.0.1"] : [names[name] ?? []].flat();
    if (addresses.length > 0) return addresses.map((address) => ({ address, family: isIP(address) }));
    throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: "ENOTFOUND", syscall: "getaddrinfo" });
  };
  const lookup = (name: string, options: { all?: boolean } | number, callback: (...given: unknown[]) => void) => {
    process.nextTick(() => {
      let found: LookupAddress[];
      try {
        found = find(name);
      } catch (error) {
        return callback(error);
      }
      if (typeof options === "object" && options.all) return callback(null, found);
      callback(null, found[0]?.address, found[0]?.family);
    });
  };
  Object.assign(dns, { lookup });
  Object.assign(dns.promises, { lookup: async (name: string) => find(name) });
}

/** Node.js 26 throws where undici gives an address as the server name; the versions that CARTO can be running warn. */
function nameNoAddress(): void {
  const { connect } = tls;
  const connectNamed = (options: tls.ConnectionOptions, ...rest: []) => {
    const { servername = "", ...unnamed } = options;
    return connect(isIP(servername) ? unnamed : options, ...rest);
  };
  Object.assign(tls, { connect: connectNamed });
}

/** Not its `fetch`, which takes an origin's 407 for a failure of the network. */
async function undici(url: URL): Promise<boolean> {
  const { EnvHttpProxyAgent, request } = await import("undici");
  const { headers } = await request(url, { dispatcher: new EnvHttpProxyAgent() });
  return headers[MARK.name] === MARK.value;
}

/** Node's own clients, as most of CARTO's services use them. */
async function proxyAgent(url: URL): Promise<boolean> {
  const { ProxyAgent } = await import("proxy-agent");
  const { get } = url.protocol === "https:" ? await import("node:https") : await import("node:http");
  return new Promise((resolve, reject) => {
    const sent = get(url, { agent: new ProxyAgent() }, ({ headers }) => resolve(headers[MARK.name] === MARK.value));
    sent.once("error", reject);
  });
}

/** A URL that does not speak of TLS leaves it to the application: either way will do. */
async function pg(url: URL): Promise<boolean> {
  if (/[?&](sslmode|ssl)=/.test(url.search)) return logsIn(url);
  const mode = url.search === "" ? "?sslmode=" : `${url.search}&sslmode=`;
  const ways = [`${mode}no-verify`, `${mode}disable`].map((search) => Object.assign(new URL(url), { search }));
  const tries = ways.map(async (way) => (await logsIn(way)) || Promise.reject(new Error("does not log in")));
  return Promise.any(tries);
}

/** Whether `select 1` is answered, or a password is asked for that the URL does not hold. */
async function logsIn(url: URL): Promise<boolean> {
  const { default: driver } = await import("pg");
  const client = new driver.Client({ connectionString: url.href });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch (error) {
    return url.password === "" && error instanceof Error && /client password must be a/.test(error.message);
  }
}

async function grpc(url: URL): Promise<boolean> {
  const { Client, credentials, Metadata } = await import("@grpc/grpc-js");
  const options = { "grpc.service_config_disable_resolution": 1, "grpc.enable_retries": 0 };
  const client = new Client(url.host, credentials.createSsl(), options);
  const bytes = (value: Buffer) => value;
  return new Promise((resolve) => {
    client.makeUnaryRequest("/carto.proxy/Ask", bytes, bytes, Buffer.alloc(0), new Metadata(), {}, (error) => {
      resolve(error?.metadata.get(MARK.name).includes(MARK.value) === true);
    });
  });
}
