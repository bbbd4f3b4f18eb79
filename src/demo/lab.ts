// The embedded lab: a proxy, origins for the whole whitelist, warehouses, all on loopback, some of it broken on purpose.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Check } from "../plan/check.ts";
import { makePlan } from "../plan/plan.ts";
import { readSettings } from "../settings/read.ts";
import type { DeploymentKind } from "../settings/settings.ts";
import { environmentSource } from "../settings/source.ts";
import type { Whitelist } from "../whitelist/domain.ts";
import { answersFor } from "./answers.ts";
import { createAuthorities } from "./authorities.ts";
import { proxyVariables, renderEnvFile } from "./environment.ts";
import type { Fault } from "./fault.ts";
import type { AnswerFor } from "./origin.ts";
import type { ProxyRequest, Ruling } from "./proxy.ts";
import { breakSome, letThrough } from "./rulings.ts";
import { startServers } from "./servers.ts";
import { Teardown } from "./teardown.ts";
import { startWarehouses } from "./warehouses.ts";

export interface LabOptions {
  /** Nothing broken. */
  healthy: boolean;
  whitelist: Whitelist;
  deployment: DeploymentKind;
  /** How the proxy is spoken to; default http, as most have it. */
  proxyScheme?: "http" | "https";
}

export interface Lab {
  /** What CARTO's .env would hold, and the login of the demo's warehouse to which `warehouses` refer as ${NAME}. */
  env: Record<string, string>;
  /** The same as a file, readable by this user alone. */
  envFile: string;
  /** For --public-roots: the lab's own stand-in for the public CAs. */
  publicRootsFile: string;
  /** For --warehouse. */
  warehouses: string[];
  faults: Fault[];
  /** For --skip: ids of checks that would leave the lab, since their clients go direct. */
  leftOut: string[];
  /** What the lab could not build here, one sentence each, for the reader. */
  notes: string[];
  /** Every request to the proxy so far. */
  requests: ProxyRequest[];
  stop(): Promise<void>;
}

export async function startLab(options: LabOptions): Promise<Lab> {
  const teardown = new Teardown();
  try {
    return await build(options, teardown);
  } catch (error) {
    await teardown.run();
    throw error;
  }
}

async function build(options: LabOptions, teardown: Teardown): Promise<Lab> {
  const { healthy, whitelist, deployment, proxyScheme = "http" } = options;
  const folder = await teardown.keep(mkdtemp(join(tmpdir(), "carto-proxy-demo-")), (path) =>
    rm(path, { recursive: true, force: true }),
  );
  const publicRootsFile = join(folder, "public-roots.pem");
  const companyCaFile = join(folder, "company-ca.pem");
  const envFile = join(folder, "demo.env");
  const authorities = await createAuthorities();
  await writeFile(publicRootsFile, authorities.publicRoot.certificate);
  await writeFile(companyCaFile, authorities.proxy.certificate);

  // The plan needs the ports, and answers and rulings need the plan: both are filled in before anybody asks for them.
  let answerFor: AnswerFor = answersFor([]);
  const rulings = new Map<string, Ruling>();
  const lateAnswer: AnswerFor = (host, path) => answerFor(host, path);
  const servers = await startServers(authorities, { answerFor: lateAnswer, rulings }, teardown);
  const { proxy, secure } = servers;
  const warehouses = await startWarehouses(
    { healthy, authorities, publicRootsFile, databricksPort: secure.port },
    teardown,
  );
  const port = proxyScheme === "http" ? proxy.plain.port : proxy.secure.port;
  const env = {
    ...proxyVariables({ scheme: proxyScheme, port }, deployment, companyCaFile),
    ...warehouses.variables,
  };
  await writeFile(envFile, renderEnvFile(env), { mode: 0o600 });

  const flags = { deployment, publicRoots: publicRootsFile, warehouses: warehouses.urls };
  const settings = readSettings([environmentSource(env)], flags);
  const { checks } = makePlan(settings, whitelist.domains, { features: [], clients: [], only: [], skip: [] });
  answerFor = answersFor(checks);
  letThrough(checks, rulings, servers);
  const faults = healthy ? [] : breakSome(checks, rulings, servers, warehouses.droppedPort);
  const leftOut = checks.filter((check) => check.route.kind === "direct" && check.warehouse === null);

  return {
    env,
    envFile,
    publicRootsFile,
    warehouses: warehouses.urls,
    faults,
    leftOut: leftOut.map((check) => check.id),
    notes: [...warehouses.notes, ...noteOnLeftOut(leftOut)],
    requests: proxy.log,
    stop: () => teardown.run(),
  };
}

/** A check that goes direct would leave this machine: the lab has no say over names that the proxy does not resolve. */
function noteOnLeftOut(checks: Check[]): string[] {
  if (checks.length === 0) return [];
  const hosts = [...new Set(checks.map((check) => check.host))].join(", ");
  return [`Left out, because CARTO's clients reach them without the proxy, outside of this machine: ${hosts}.`];
}
