// A scene: what an operator configured and what is to be reached. It is run through every room, as `doctor` does.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Examination, examine } from "../../src/doctor.ts";
import { makePlan } from "../../src/plan/plan.ts";
import type { Resolver } from "../../src/probe/resolver.ts";
import type { Report } from "../../src/report/report.ts";
import { readSettings } from "../../src/settings/read.ts";
import { environmentSource } from "../../src/settings/source.ts";
import type { Domain, DomainProtocol } from "../../src/whitelist/domain.ts";
import { HOST } from "../support/pki.ts";
import type { Stage } from "./stage.ts";

export interface Scene {
  /** The whole environment. */
  env: Record<string, string>;
  /** Rows of the whitelist, required. */
  targets?: { host?: string; port?: number; protocol?: DomainProtocol }[];
  warehouses?: string[];
  /** Log in by the real driver too, where a warehouse has credentials. */
  logIn?: boolean;
  /** Name → address; what is not in it does not exist. */
  names?: Record<string, string>;
  /** --control */
  control?: boolean;
  /** For a check that is to time out. */
  timeoutMs?: number;
}

/** The folder that a container sees as /usr/src/certs is the stage's own. */
export async function play(scene: Scene, stage: Stage): Promise<Report> {
  const publicRoots = join(stage.folder, "public-roots.pem");
  writeFileSync(publicRoots, stage.pki.root.pem);
  const env = Object.fromEntries(
    Object.entries(scene.env).map(([name, value]) => [name, value.replace("/usr/src/certs", stage.folder)]),
  );
  const warehouses = (scene.warehouses ?? []).map((url) => url.replace("/usr/src/certs", stage.folder));
  const settings = readSettings([environmentSource(env)], { deployment: "vm", publicRoots, warehouses });
  const domains = (scene.targets ?? []).map(domain);
  const clients: Examination["settings"]["warehouses"] | [] = scene.logIn ? settings.warehouses : [];
  const plan = makePlan(settings, domains, {
    features: [],
    clients: clients.length > 0 ? ["postgres"] : [],
    only: [],
    skip: [],
  });
  const { report, bug } = await examine({
    settings,
    plan,
    whitelist: { version: "test", sha256: "0", files: [], domains },
    tool: { version: "0.0.0", node: process.version },
    run: { id: "scene", host: { os: "test", container: false, kubernetes: null }, command: ["doctor"] },
    limits: {
      // Generous, since the machine may be slow, unless the scene is one of silence.
      timeoutMs: scene.timeoutMs ?? 30_000,
      concurrency: 8,
      control: scene.control === true,
      signal: new AbortController().signal,
      resolver: resolver(scene.names ?? {}),
    },
  });
  if (bug !== null) throw bug;
  return report;
}

function domain({ host = HOST, port = 443, protocol = "https" }: NonNullable<Scene["targets"]>[number]): Domain {
  return {
    id: `${protocol}-${host.replace(/[^a-z0-9]+/gi, "-")}-${port}`,
    host,
    samples: [],
    port,
    protocol,
    need: "required",
    feature: "test",
    purpose: "A test.",
    deployments: ["vm"],
    leavesFrom: "pod",
    path: "/",
    expect: null,
    source: "test",
    verified: true,
  };
}

function resolver(names: Record<string, string>): Resolver {
  return {
    async addresses(name) {
      const address = names[name];
      if (address === undefined) throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: "ENOTFOUND" });
      return [address];
    },
  };
}

/** HTTP_PROXY, HTTPS_PROXY and, for an http:// proxy, GRPC_PROXY, as CARTO's documentation asks for them. */
export function behind(url: string): Record<string, string> {
  const both = { HTTP_PROXY: url, HTTPS_PROXY: url };
  return url.startsWith("https:") ? both : { ...both, GRPC_PROXY: url };
}
