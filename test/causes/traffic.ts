// The causes that no plain GET meets: bodies, long heads, changes of protocol, idle connections, many tunnels at once.

import type { ServerResponse } from "node:http";
import type { Finding } from "../../src/diagnose/finding.ts";
import type { TrafficKind } from "../../src/whitelist/domain.ts";
import { authority, leaf } from "../support/certificates.ts";
import { HOSTS, hostsIn, inspects } from "../support/inspection.ts";
import { type Limits, limitingProxy } from "../support/limiting-proxy.ts";
import { originThat } from "../support/origin-that.ts";
import type { Cause } from "./cause.ts";
import { snippet } from "./printed.ts";
import { behind, type Scene } from "./scene.ts";
import type { Stage } from "./stage.ts";

const ALL: TrafficKind[] = ["post", "long-header", "websocket", "upload", "idle", "tunnels"];
/** Long enough for a slow machine to notice the end before it. */
const IDLE = { idle: 9 };
const CUT_MS = 3000;
const REFUSAL = "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n";

/** As the real services may: any method, any size, and an answer of their own. */
const refusesPolitely = (response: ServerResponse) => {
  response.req.resume();
  response.req.once("end", () => response.writeHead(response.req.method === "GET" ? 200 : 404).end("no"));
};

async function behindLimits(stage: Stage, limits: Limits, ...traffic: TrafficKind[]): Promise<Scene> {
  const identities = HOSTS.map(async (host) => [host, await leaf(stage.pki.root, [host])] as const);
  const own = Object.fromEntries(await Promise.all(identities));
  const origin = await stage.port(originThat.worksByName(own, refusesPolitely));
  const env = behind(`http://127.0.0.1:${await stage.port(limitingProxy(origin, limits))}`);
  return { env, targets: HOSTS.map((host) => ({ host, traffic })), thorough: IDLE };
}

/** Takes the printed line in place of what limits: a number of tunnels, a time without a byte. */
function raise(limits: Limits, finding: Finding): void {
  const text = snippet(finding, "squid");
  const tunnels = /^client_ip_max_connections (\d+)$/m.exec(text)?.[1];
  if (tunnels) limits.tunnels = { most: Number(tunnels), answer: "" };
  const minutes = /^read_timeout (\d+) minutes$/m.exec(text)?.[1];
  if (minutes && limits.idle) limits.idle = { ...limits.idle, ms: Number(minutes) * 60_000 };
}

function limited(code: Cause["code"], how: string, traffic: TrafficKind, made: () => Limits): Cause {
  let limits = made();
  const scene: Cause["scene"] = (stage) => {
    limits = made();
    return behindLimits(stage, limits, traffic);
  };
  // The other limits are no lines of Squid's that a finding prints.
  const isPrinted = limits.idle !== undefined || limits.tunnels?.answer === "";
  const cure = (played: Scene, finding: Finding) => {
    raise(limits, finding);
    return played;
  };
  return { code, how, scene, ...(isPrinted && { cure }) };
}

/** Inspected, by a CA that is trusted; what is asked for in this way is answered by the filter itself. */
function filtered(
  code: Cause["code"],
  how: string,
  traffic: TrafficKind[],
  isStopped: (response: ServerResponse, path: string) => boolean,
  stop: (response: ServerResponse) => void,
): Cause {
  let exempt = new Set<string>();
  return {
    code,
    how,
    scene: async (stage) => {
      const ca = await authority("Gateway Inspection CA", "Example Corp");
      const answer = (response: ServerResponse, path: string) =>
        isStopped(response, path) ? stop(response) : refusesPolitely(response);
      const inspection = await inspects(HOSTS, stage.servers, stage.pki, { ca, answer });
      exempt = inspection.exempt;
      const env = {
        ...behind(`http://127.0.0.1:${inspection.port}`),
        NODE_EXTRA_CA_CERTS: stage.file("gateway.crt", ca.pem),
      };
      return { env, targets: HOSTS.map((host) => ({ host, traffic })), thorough: IDLE };
    },
    besides: ["tls-intercepted-trusted"],
    cure: (scene, finding) => {
      snippet(finding, "squid");
      for (const host of hostsIn(finding)) exempt.add(host);
      return scene;
    },
  };
}

const isPost = ({ req }: ServerResponse) => req.method === "POST";
const isLarge = ({ req }: ServerResponse) => Number(req.headers["content-length"] ?? 0) > 1024 * 1024;
const asSquid = (status: number, error: string) => (response: ServerResponse) =>
  void response.writeHead(status, { "X-Squid-Error": `${error} 0`, Via: "1.1 gate (squid/5.7)" }).end("<p>no");
const hangUp = ({ req }: ServerResponse) => void req.socket.destroy();

export const trafficCauses: Cause[] = [
  filtered(
    "request-body-blocked",
    "a filter that allows GET alone",
    ["post", "upload"],
    isPost,
    asSquid(403, "ERR_ACCESS_DENIED"),
  ),
  filtered("request-body-blocked", "a filter that hangs up at a POST", ["post"], isPost, hangUp),
  filtered(
    "upload-cut",
    "a filter's limit on the size of a request",
    ["post", "upload"],
    isLarge,
    asSquid(413, "ERR_TOO_BIG"),
  ),
  limited("upload-cut", "a reset after half a megabyte, uninspected", "upload", () => ({ bytes: 512 * 1024 })),
  filtered(
    "websocket-blocked",
    "a filter that hangs up at an Upgrade",
    ["websocket"],
    ({ req }) => req.headers.upgrade !== undefined,
    hangUp,
  ),
  filtered(
    "long-head-blocked",
    "a filter's limit on the length of a request's head",
    ["long-header"],
    (_, path) => path.length > 4096,
    asSquid(414, "ERR_TOO_BIG"),
  ),
  limited("idle-stream-cut", "closed after some seconds", "idle", () => ({ idle: { ms: CUT_MS, how: "cut" } })),
  limited("idle-stream-cut", "reset after some seconds", "idle", () => ({ idle: { ms: CUT_MS, how: "reset" } })),
  limited("tunnel-limit", "a close without a word", "tunnels", () => ({ tunnels: { most: 5, answer: "" } })),
  limited("tunnel-limit", "429", "tunnels", () => ({ tunnels: { most: 7, answer: REFUSAL } })),
  {
    code: "nothing",
    how: "every kind of traffic gets through",
    scene: (stage) => behindLimits(stage, {}, ...ALL),
  },
];
