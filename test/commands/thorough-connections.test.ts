// What a whole --thorough run asks of a proxy: not many connections, whether the proxy works or hangs up, and none to what is not planned.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../../src/report/report.ts";
import { behind } from "../causes/scene.ts";
import { mintAccounts } from "../services/accounts.ts";
import { secureFront } from "../services/front.ts";
import { services } from "../services/index.ts";
import { json } from "../services/service.ts";
import { leaf } from "../support/certificates.ts";
import { runCli } from "../support/cli.ts";
import { listening, Servers } from "../support/loopback.ts";
import { mintPki, type Pki } from "../support/pki.ts";
import { type ProxyLoopback, proxyThat } from "../support/proxy-that.ts";

interface Planned {
  kind: string;
  host: string;
  port: number;
  route: { kind: string };
  traffic?: { connections: number };
}

interface Asked {
  report: Report;
  planned: Planned[];
  targets: string[];
  connections: number;
}

/** The whole of it, by every client that applies where no warehouse is configured. */
const THOROUGH = ["--thorough", "--idle", "1", "--deployment", "vm"];
/** Of a whole run, whatever the proxy does. */
const MOST = 150;
/** A client library may open another one when the first is lost. */
const OF_A_CLIENT = 4;

const servers = new Servers();
const folder = mkdtempSync(join(tmpdir(), "carto-proxy-thorough-"));
let pki: Pki;
let working: Asked;
let hangingUp: Asked;

async function plannedBehind(proxy: ProxyLoopback): Promise<Planned[]> {
  const { stdout } = await runCli(["plan", "--json", ...THOROUGH], { env: behind(`http://127.0.0.1:${proxy.port}`) });
  return (JSON.parse(stdout) as { checks: Planned[] }).checks;
}

async function run(starting: Promise<ProxyLoopback>): Promise<Asked> {
  const proxy = await servers.up(starting);
  const planned = await plannedBehind(proxy);
  const limits = ["--timeout", "60", "--deadline", "600"];
  const roots = ["--public-roots", join(folder, "roots.pem")];
  const { stdout } = await runCli(["doctor", "--json", ...THOROUGH, ...limits, ...roots], {
    env: behind(`http://127.0.0.1:${proxy.port}`),
  });
  // "OPTIONS *" asks the proxy about itself.
  const targets = proxy.requests.map((line) => line.split(" ")[1] ?? "").filter((target) => target !== "*");
  return { report: JSON.parse(stdout) as Report, planned, targets, connections: proxy.connections() };
}

beforeAll(async () => {
  pki = await mintPki();
  writeFileSync(join(folder, "roots.pem"), pki.root.pem);
  hangingUp = await run(proxyThat.hangsUp());
  const hosts = [...new Set(hangingUp.planned.map(({ host }) => host))];
  const find = services(mintAccounts().accounts);
  const front = secureFront(await leaf(pki.root, hosts), (asked) => find(asked) ?? json(200, {}));
  const origin = await servers.up(listening(front));
  working = await run(proxyThat.works(origin.port));
}, 600_000);

afterAll(async () => {
  await servers.closeAll();
  rmSync(folder, { recursive: true });
});

describe.each([
  ["hangs up", () => hangingUp],
  ["works", () => working],
])("a proxy that %s", (_, asked) => {
  test("is asked for nothing that the plan does not list", () => {
    const { planned, targets } = asked();
    const listed = new Set(planned.map(({ host, port }) => `${host}:${port}`));
    expect(targets.length).toBeGreaterThan(10);
    expect([...new Set(targets.map(hostAndPort))].filter((target) => !listed.has(target))).toEqual([]);
  });

  test("gets a bounded number of connections", () => {
    const { planned, connections } = asked();
    const most = planned.map(({ kind, traffic }) => traffic?.connections ?? (kind === "client" ? OF_A_CLIENT : 1));
    expect(connections).toBeGreaterThan(planned.length / 2);
    expect(connections).toBeLessThan(Math.min(MOST, 1 + most.reduce((sum, each) => sum + each)));
  });
});

test("where the proxy works all of the traffic is sent, and where it hangs up none", () => {
  const verdicts = ({ report }: Asked) =>
    new Set(report.checks.filter(({ traffic }) => traffic).map(({ verdict }) => verdict));
  expect([...verdicts(working)]).toEqual(["pass"]);
  expect([...verdicts(hangingUp)]).toEqual(["skipped"]);
});

/** Of a CONNECT, or of an absolute URL. */
function hostAndPort(target: string): string {
  if (!target.startsWith("http://")) return target;
  const { hostname, port } = new URL(target);
  return `${hostname}:${port || "80"}`;
}
