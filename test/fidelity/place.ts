// Where the scenarios are played on loopback: the fake services by their own names and ports, a real PostgreSQL, certificates, names.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Credentials, mintAccounts } from "../services/accounts.ts";
import { plainFront, secureFront } from "../services/front.ts";
import { services } from "../services/index.ts";
import { type Asked, json } from "../services/service.ts";
import { authority, type Identity, leaf } from "../support/certificates.ts";
import { listening, Servers, serve } from "../support/loopback.ts";
import { mintPki } from "../support/pki.ts";
import { realPostgres } from "../support/postgres-server.ts";
import { type ProxyLoopback, proxyThat } from "../support/proxy-that.ts";
import { HOSTS, PROXIED } from "./subjects.ts";

export const PROXY = "proxy.corp.test";
export const DATABASE = "db.corp.test";
const ORIGIN = "127.0.10.1";
/** There is no way to it from a network that is loopback alone. */
const NOWHERE = "198.18.93.1";

/** Everything; the database and the Databricks workspace, that and Snowflake; addresses to which there is no way. */
export type Names = "all" | "warehouses" | "snowflake" | "blocked";

type Map = (target: string) => number;

export interface Place {
  credentials: Credentials;
  accessToken: string;
  postgres: string;
  files: { publicRoots: string; corporate: string; inspection: string; google: string };
  /** For a proxy: the port of loopback that stands for each target. */
  toOrigin: Map;
  toInspection: Map;
  toSilentOcsp: Map;
  /** @returns its URL */
  proxy(starting: Promise<ProxyLoopback>): Promise<string>;
  secureProxy(): Promise<string>;
  /** What this network's names stand for. */
  resolve(names: Names): void;
  close(): Promise<void>;
}

export async function openPlace(folder: string): Promise<Place> {
  const servers = new Servers();
  const pki = await mintPki();
  const inspection = await authority("Gateway Inspection CA", "Example Corp");
  const { accounts, credentials } = mintAccounts();
  const outside = [...PROXIED, HOSTS.databricks];
  const find = services(accounts);
  const answers = (asked: Asked) => find(asked) ?? json(404, { host: asked.host, path: asked.path });

  const genuine = await leaf(pki.intermediate, outside, { intermediates: [pki.intermediate] });
  await servers.up(listening(secureFront(genuine, answers), ORIGIN, 443));
  await servers.up(listening(plainFront(answers), ORIGIN, 80));
  const front = async (identity: Identity) => (await servers.up(listening(secureFront(identity, answers)))).port;
  const ports = {
    secure: await front(genuine),
    inspecting: await front(await leaf(inspection, outside)),
    plain: (await servers.up(listening(plainFront(answers)))).port,
    silent: (await servers.up(serve((socket) => socket.resume()))).port,
  };
  const database = await realPostgres({
    tls: await leaf(pki.root, [DATABASE]),
    users: [{ name: "carto", password: "right" }],
  });
  const secured = await leaf(pki.corporate, [PROXY]);

  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const isPlain = (target: string) => target.endsWith(":80");
  const proxy = async (starting: Promise<ProxyLoopback>, scheme = "http") =>
    `${scheme}://${PROXY}:${(await servers.up(starting)).port}`;
  const toOrigin: Map = (target) => (isPlain(target) ? ports.plain : ports.secure);

  return {
    credentials,
    accessToken: accounts.google.accessToken,
    postgres: `postgres://carto:right@${DATABASE}:${database.port}/postgres?sslmode=verify-full`,
    files: {
      publicRoots: file("public-roots.pem", pki.root.pem),
      corporate: file("corporate.pem", pki.corporate.pem),
      inspection: file("inspection.pem", inspection.pem),
      google: join(folder, "google.json"),
    },
    toOrigin,
    toInspection: (target) => (isPlain(target) ? ports.plain : ports.inspecting),
    toSilentOcsp: (target) => (isPlain(target) ? ports.silent : ports.secure),
    proxy: (starting) => proxy(starting),
    secureProxy: () => proxy(proxyThat.works(toOrigin, secured), "https"),
    resolve: (names) => {
      const direct = names === "blocked" ? NOWHERE : ORIGIN;
      const lines = [
        `127.0.0.1 localhost ${PROXY}${names === "blocked" ? "" : ` ${DATABASE}`}`,
        `${direct} ${HOSTS.databricks}`,
        ...(names === "blocked" ? [`${NOWHERE} ${DATABASE} ${PROXIED.join(" ")}`] : []),
        ...(names === "snowflake" ? [`${ORIGIN} ${HOSTS.snowflake}`] : []),
        ...(names === "all" ? [`${ORIGIN} ${PROXIED.join(" ")}`] : []),
      ];
      writeFileSync("/etc/hosts", `${lines.join("\n")}\n`);
    },
    close: async () => {
      await Promise.all([servers.closeAll(), database.stop()]);
    },
  };
}
