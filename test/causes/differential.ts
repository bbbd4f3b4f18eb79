// Asks the real clients about every check of a scene that they can speak to, and lays what works beside our verdict.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ClientName } from "../../src/plan/check.ts";
import type { Report, ReportedCheck, Verdict } from "../../src/report/report.ts";
import { noCurl, noPsql, worksForCurl, worksForPsql } from "./curl.ts";
import { type Around, worksForLibraries } from "./real-client.ts";
import type { Library } from "./real-client-child.ts";
import { onThisMachine, type Scene } from "./scene.ts";
import type { Stage } from "./stage.ts";

export interface Opinion {
  id: string;
  verdict: Verdict;
  /** The libraries that CARTO runs for such a check, and curl or psql where it is installed and speaks the protocol. */
  clients: { name: Library | "curl" | "psql"; works: boolean }[];
}

const LIBRARIES: Partial<Record<ReportedCheck["protocol"], Library[]>> = {
  https: ["undici", "proxy-agent"],
  http: ["undici", "proxy-agent"],
  grpc: ["grpc-js"],
  postgres: ["pg"],
  redshift: ["pg"],
};

/** Of a check that a library itself ran: that library; the drivers of cloud warehouses are asked in test/fidelity. */
const OF_CLIENT: Partial<Record<ClientName, Library[]>> = {
  fetch: ["undici"],
  "node-http": ["proxy-agent"],
  pubsub: ["grpc-js"],
  postgres: ["pg"],
};

/** Where the doctor ran grpc-js itself, its own row tells of it, and the row of the path tells of the way. */
function librariesFor(check: ReportedCheck, report: Report): Library[] | undefined {
  // A plain GET, which is all that they are asked for, says nothing of other traffic.
  if (check.kind === "policy" || check.traffic) return undefined;
  if (check.client !== null) return OF_CLIENT[check.client];
  // Its driver goes direct, which these two do not.
  if (check.warehouse?.kind === "databricks") return undefined;
  const isRun = report.checks.some(({ client, host }) => client === "pubsub" && host === check.host);
  return check.protocol === "grpc" && isRun ? undefined : LIBRARIES[check.protocol];
}

/** The way there is what a policy check is about, and nobody's client takes it. */
export async function opinionsOf(report: Report, scene: Scene, stage: Stage): Promise<Opinion[]> {
  const asked = report.checks.flatMap((check) => {
    const libraries = librariesFor(check, report);
    return libraries === undefined ? [] : [{ check, libraries, url: urlOf(check, scene, stage) }];
  });
  const failed = asked.some(({ check }) => check.verdict !== "pass" && check.verdict !== "warn");
  const around = aroundOf(scene, stage, failed);
  const questions = asked.flatMap(({ libraries, url }) => libraries.map((by) => ({ by, url: url.href })));
  const [worked, others] = await Promise.all([
    worksForLibraries(questions, around),
    Promise.all(asked.map(({ check, url }) => otherClient(check, url, around))),
  ]);
  let number = 0;
  return asked.map(({ check: { id, verdict }, libraries }, at) => {
    const own = libraries.map((name) => ({ name, works: worked[number++] === true }));
    return { id, verdict, clients: [...own, ...others[at]!] };
  });
}

/** Who waits for silence waits briefly; who is expected to work gets all the time that a slow machine needs. */
function aroundOf(scene: Scene, stage: Stage, failed: boolean): Around {
  const { env } = onThisMachine(scene, stage);
  const extra = env.NODE_EXTRA_CA_CERTS;
  const trusted = join(stage.folder, "trusted-by-clients.pem");
  const more = extra !== undefined && existsSync(extra) ? readFileSync(extra, "utf8") : "";
  writeFileSync(trusted, `${stage.pki.root.pem}\n${more}`);
  const publicRoots = join(stage.folder, "public-roots.pem");
  return {
    env,
    names: scene.names,
    publicRoots,
    trusted,
    limitMs: failed ? Math.min(scene.timeoutMs ?? 4000, 4000) : 30_000,
  };
}

/** A path check logs in with no password, as it is the login that it leaves out. */
function urlOf(check: ReportedCheck, scene: Scene, stage: Stage): URL {
  const { host, port, protocol, path } = check;
  if (check.warehouse === null || protocol === "https") return new URL(`${protocol}://${host}:${port}${path ?? "/"}`);
  const { env, warehouses } = onThisMachine(scene, stage);
  const text = warehouses[check.warehouse.index] ?? "";
  const url = new URL(
    text.replace(/\$\{(\w+)\}/g, (_, name: string) => env[name] ?? "").replace(/^redshift:/, "postgres:"),
  );
  if (url.username === "") url.username = "nobody";
  if (check.kind === "path") url.password = "";
  return url;
}

async function otherClient(check: ReportedCheck, url: URL, around: Around): Promise<Opinion["clients"]> {
  if (url.protocol === "postgres:") {
    return noPsql === null ? [{ name: "psql", works: await worksForPsql(url, around) }] : [];
  }
  if (check.protocol === "grpc" || check.client !== null || noCurl !== null) return [];
  return [{ name: "curl", works: await worksForCurl(url, around) }];
}
