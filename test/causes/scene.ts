// A scene: what an operator configured and what is to be reached. It is run through every room, as `doctor` does.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Examination, examine } from "../../src/doctor.ts";
import type { ClientName } from "../../src/plan/check.ts";
import { makePlan } from "../../src/plan/plan.ts";
import type { Resolver } from "../../src/probe/resolver.ts";
import type { Report } from "../../src/report/report.ts";
import { readSettings } from "../../src/settings/read.ts";
import { environmentSource } from "../../src/settings/source.ts";
import type { Domain } from "../../src/whitelist/domain.ts";
import { HOST } from "../support/pki.ts";
import type { Stage } from "./stage.ts";

export interface Scene {
  /** The whole environment. */
  env: Record<string, string>;
  /** Rows of the whitelist, required. */
  targets?: Target[];
  warehouses?: string[];
  /** Log in by the real driver too, where a warehouse has credentials. */
  logIn?: boolean;
  /** Name → its addresses; what is not in it does not exist. */
  names?: Record<string, string | string[]>;
  /** The client libraries that are run as well; without it, none. */
  clients?: ClientName[];
  /** --skip */
  skip?: string[];
  /** --control */
  control?: boolean;
  /** --strict-egress */
  strictEgress?: boolean;
  /** --thorough, and --idle with these seconds. */
  thorough?: { idle: number };
  /** For a check that is to time out. */
  timeoutMs?: number;
}

/** What is left out is that of an https row for HOST. */
export type Target = Partial<Pick<Domain, "host" | "port" | "protocol" | "samples" | "path" | "expect" | "traffic">>;

/** The folder that a container sees as /usr/src/certs is the stage's own. */
export async function play(scene: Scene, stage: Stage): Promise<Report> {
  const publicRoots = join(stage.folder, "public-roots.pem");
  writeFileSync(publicRoots, stage.pki.root.pem);
  const { env, warehouses } = onThisMachine(scene, stage);
  const settings = readSettings([environmentSource(env)], { deployment: "vm", publicRoots, warehouses });
  const domains = (scene.targets ?? []).map(domain);
  const clients: Examination["settings"]["warehouses"] | [] = scene.logIn ? settings.warehouses : [];
  const plan = makePlan(settings, domains, {
    features: [],
    clients: scene.clients ?? (clients.length > 0 ? ["postgres"] : []),
    only: [],
    skip: scene.skip ?? [],
    strictEgress: scene.strictEgress === true,
    ...(scene.thorough && { traffic: { thorough: true, idle: scene.thorough.idle } }),
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
      resolver: resolver(scene.names),
    },
  });
  if (bug !== null) throw bug;
  return report;
}

/** The paths of the container as those of the stage's folder. */
export function onThisMachine(scene: Scene, stage: Stage): { env: Record<string, string>; warehouses: string[] } {
  const here = (text: string) => text.replace("/usr/src/certs", stage.folder);
  const env = Object.entries(scene.env).map(([name, value]) => [name, here(value)]);
  return { env: Object.fromEntries(env), warehouses: (scene.warehouses ?? []).map(here) };
}

/** None for a name that does not exist. */
export function addressesOf(name: string, names: Scene["names"] = {}): string[] {
  return [names[name] ?? []].flat();
}

function domain({ host = HOST, port = 443, protocol = "https", samples, path, expect, traffic }: Target): Domain {
  return {
    id: `${protocol}-${host.replace(/[^a-z0-9]+/gi, "-")}-${port}`,
    host,
    samples: samples ?? [],
    port,
    protocol,
    need: "required",
    feature: "test",
    purpose: "A test.",
    deployments: ["vm"],
    leavesFrom: "pod",
    path: path ?? "/",
    expect: expect ?? null,
    source: "test",
    verified: true,
    ...(traffic && { traffic }),
  };
}

function resolver(names: Scene["names"]): Resolver {
  return {
    async addresses(name) {
      const found = addressesOf(name, names);
      if (found.length === 0) throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: "ENOTFOUND" });
      return found;
    },
  };
}

/** The names that CARTO's own services have in a single-VM deployment. */
const INTERNAL = ["localhost", "notifier", "workspace-api", "maps-api", "import-api", "lds-api", "http-cache", "redis"];

/**
 * HTTP_PROXY, HTTPS_PROXY and, for an http:// proxy, GRPC_PROXY, each in both cases, as CARTO's documentation asks for them;
 * NO_PROXY with CARTO's own services and `direct`.
 */
export function behind(url: string, ...direct: string[]): Record<string, string> {
  const names = ["HTTP_PROXY", "HTTPS_PROXY", ...(url.startsWith("https:") ? [] : ["GRPC_PROXY"])];
  return { ...inBothCases(Object.fromEntries(names.map((name) => [name, url]))), ...noProxy(...direct) };
}

/** In both cases. */
export function noProxy(...direct: string[]): Record<string, string> {
  return inBothCases({ NO_PROXY: [...INTERNAL, "workspace-postgres", ...direct].join(",") });
}

export function inBothCases(variables: Record<string, string>): Record<string, string> {
  const lower = Object.entries(variables).map(([name, value]) => [name.toLowerCase(), value]);
  return { ...variables, ...Object.fromEntries(lower) };
}

/** Without these variables, in either case. */
export function without(env: Record<string, string>, ...names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name.toUpperCase())));
}
