// Where bytes are fed to the probe: each place of a conversation with a server that plays a script there.

import type { Socket } from "node:net";
import type { Check, Protocol, Route } from "../../src/plan/check.ts";
import { Secret } from "../../src/settings/secret.ts";
import type { Warehouse } from "../../src/settings/settings.ts";
import type { Identity } from "../support/certificates.ts";
import { byProxy, check, DIRECT, DIRECT_HOST } from "../support/checks.ts";
import { type Handler, type Loopback, onHead, secureServerSide, serve } from "../support/loopback.ts";
import { originThat } from "../support/origin-that.ts";
import type { Pki } from "../support/pki.ts";
import { HOST } from "../support/pki.ts";
import { postgresAnswer, redisAnswer } from "./database-bytes.ts";
import { httpAnswer } from "./http-bytes.ts";
import { http2Answer } from "./http2-bytes.ts";
import type { Random } from "./random.ts";
import { type Played, play, type Script, scriptOf, told, waits } from "./script.ts";
import { brokenTls, shakyRelay } from "./tls-bytes.ts";

export const CANARY = { user: "canary-reader-7731", password: "canary/pass+word=9264" };
const CREDENTIALS = { user: new Secret(CANARY.user), password: new Secret(CANARY.password) };

export interface World {
  pki: Pki;
  odd: Identity[];
  /** Server bytes of real handshakes. */
  recorded: Buffer[];
  /** Real servers for what goes on behind a shaky relay. */
  origins: Loopback[];
}

export interface Case {
  seed: number;
  place: string;
  check: Check;
  server: Loopback;
  warehouse: Warehouse | null;
  /** What was said, for whoever must repeat it. */
  told: string;
  /** The script itself; null where a real server talks. */
  script: Script | null;
  played: Played;
  /** False: the server ends the conversation, and nothing has to time out. */
  waits: boolean;
  /** Whether certificates are verified. */
  verify: boolean;
  /** Nothing that is said there can be an answer of the target. */
  neverPasses: boolean;
}

/** What a place makes of its dice. */
interface Setting {
  server: Promise<Loopback>;
  route: "direct" | "http" | "https";
  form?: "tunnel" | "absolute";
  protocol: Protocol;
  script?: Script;
  kind?: "policy";
  warehouse?: "none" | "opportunistic" | "negotiated" | "direct";
  neverPasses?: true;
  waits?: boolean;
}

type Place = (random: Random, world: World, played: Played) => Setting;

const OPEN = "HTTP/1.1 200 Connection established\r\n\r\n";
const AFTER_CONNECT: Protocol[] = ["https", "https", "grpc", "tcp", "tls", "http"];
const OVER_TLS: Protocol[] = ["https", "https", "grpc", "tls"];

/** Plays the script once a head has come; sometimes, as rude servers do, at once. */
function atHead(script: Script, played: Played, eager: boolean): Handler {
  return (socket, raw) => {
    if (eager) return void play(script, socket, raw, Buffer.alloc(0), played);
    onHead(socket, (head, rest) => {
      const heard = Buffer.concat([Buffer.from(`${head}\r\n\r\n`, "latin1"), rest]);
      void play(script, socket, raw, heard, played);
    });
  };
}

function atFirstBytes(script: Script, played: Played, before?: string): Handler {
  return (socket, raw) => {
    const begin = () => socket.once("data", (heard: Buffer) => void play(script, socket, raw, heard, played));
    if (before === undefined) return void begin();
    onHead(socket, () => {
      socket.write(before);
      begin();
    });
  };
}

/** Speaks TLS with the client once a tunnel is open, and goes on inside it. */
function secured(identity: Identity, inside: Handler, alpn = "http/1.1"): Handler {
  return (socket, raw) =>
    onHead(socket, () => {
      socket.pause();
      socket.write(OPEN, () => {
        const inner = secureServerSide(socket, { ...identity, ALPNProtocols: [alpn] });
        inner.once("secure", () => inside(inner, raw));
      });
    });
}

const openTunnel = (socket: Socket, go: () => void) =>
  onHead(socket, () => {
    socket.write(OPEN);
    go();
  });

/** What comes behind an open tunnel can be an answer in plain HTTP, and never one in TLS. */
function afterConnect(random: Random): Pick<Setting, "protocol" | "neverPasses"> {
  const protocol = random.pick(AFTER_CONNECT);
  return protocol === "http" ? { protocol } : { protocol, neverPasses: true };
}

export const PLACES: Record<string, Place> = {
  "answer to CONNECT": (random, _, played) => {
    const script = scriptOf(httpAnswer(random), random);
    const server = serve(atHead(script, played, random.chance(5)));
    return { server, route: "http", ...afterConnect(random), script };
  },
  "answer to CONNECT by an https proxy": (random, { pki }, played) => {
    const script = scriptOf(httpAnswer(random), random);
    const server = serve(atHead(script, played, random.chance(5)), { tls: pki.proxy });
    return { server, route: "https", ...afterConnect(random), script };
  },
  "an https proxy's TLS": (random, { recorded }, played) => {
    const bytes = random.chance(80) ? brokenTls(recorded, random) : httpAnswer(random);
    const script = scriptOf(bytes, random);
    const server = serve(atFirstBytes(script, played));
    return { server, route: "https", protocol: random.pick(AFTER_CONNECT), script, neverPasses: true };
  },
  "TLS inside the tunnel": (random, { recorded }, played) => {
    const bytes = random.chance(80) ? brokenTls(recorded, random) : httpAnswer(random);
    const script = scriptOf(bytes, random);
    const server = serve(atFirstBytes(script, played, OPEN));
    return { server, route: "http", protocol: random.pick(OVER_TLS), script, neverPasses: true };
  },
  "TLS direct": (random, { recorded }, played) => {
    const script = scriptOf(random.chance(80) ? brokenTls(recorded, random) : httpAnswer(random), random);
    const server = serve(atFirstBytes(script, played));
    return { server, route: "direct", protocol: random.pick(OVER_TLS), script, neverPasses: true };
  },
  "a way that must be closed": (random, { recorded }, played) => {
    const script = scriptOf(brokenTls(recorded, random), random);
    const server = serve(atFirstBytes(script, played));
    return { server, route: "direct", protocol: "https", kind: "policy", script };
  },
  "a wildcard's odd host": (random, _, played) => {
    const script = scriptOf(httpAnswer(random), random);
    return { server: serve(atHead(script, played, false)), route: "http", protocol: "https", kind: "policy", script };
  },
  "a shaky relay, direct": (random, { origins }) => {
    const server = shakyRelay(random.pick(origins).port, random, (_, go) => go());
    return { server, route: "direct", protocol: random.pick(OVER_TLS), waits: true };
  },
  "a shaky relay, in the tunnel": (random, { origins }) => {
    const server = shakyRelay(random.pick(origins).port, random, openTunnel);
    return { server, route: "http", protocol: random.pick(OVER_TLS), waits: true };
  },
  "odd certificates": (random, { odd }, played) => {
    const script = scriptOf(httpAnswer(random), random);
    const server = serve(atHead(script, played, false), { tls: random.pick(odd) });
    return { server, route: random.pick(["direct", "https"]), protocol: "https", script, neverPasses: true };
  },
  "the answer inside TLS": (random, { pki }, played) => {
    const script = scriptOf(httpAnswer(random), random);
    const server = serve(atHead(script, played, random.chance(5)), { tls: pki.good });
    return { server, route: "direct", protocol: "https", script };
  },
  "the answer inside TLS in the tunnel": (random, { pki }, played) => {
    const script = scriptOf(httpAnswer(random), random);
    const identity = random.pick([pki.good, pki.good, pki.untrusted]);
    const server = serve(secured(identity, atHead(script, played, random.chance(5))));
    return { server, route: "http", protocol: "https", script };
  },
  "a plain answer by the proxy": (random, { pki }, played) => {
    const script = scriptOf(httpAnswer(random), random);
    const isTls = random.chance(25);
    const server = serve(atHead(script, played, random.chance(5)), isTls ? { tls: pki.proxy } : {});
    return { server, route: isTls ? "https" : "http", form: "absolute", protocol: "http", script };
  },
  "a plain answer, direct": (random, _, played) => {
    const script = scriptOf(httpAnswer(random), random);
    return { server: serve(atHead(script, played, random.chance(5))), route: "direct", protocol: "http", script };
  },
  "HTTP/2": (random, { pki }, played) => {
    const script = scriptOf(http2Answer(random), random);
    const inside: Handler = (socket, raw) => void play(script, socket, raw, Buffer.alloc(0), played);
    const server = serve(inside, { tls: { ...pki.good, ALPNProtocols: ["h2"] } });
    return { server, route: "direct", protocol: "grpc", script };
  },
  "PostgreSQL, first words": (random, { recorded }, played) => {
    const bytes = random.chance(20)
      ? Buffer.concat([Buffer.from("S"), brokenTls(recorded, random)])
      : Buffer.concat([Buffer.from(random.pick(["", "N", "N", "N", "S", "E"])), postgresAnswer(random)]);
    const script = scriptOf(bytes, random);
    const warehouse = random.pick(["none", "opportunistic", "negotiated"] as const);
    return { server: serve(atFirstBytes(script, played)), route: "direct", protocol: "postgres", warehouse, script };
  },
  "PostgreSQL, word by word": (random, _, played) => {
    const script = scriptOf(postgresAnswer(random), random);
    const handler: Handler = (socket, raw) =>
      socket.once("data", () => {
        socket.write("N");
        socket.once("data", (heard: Buffer) => void play(script, socket, raw, heard, played));
      });
    return { server: serve(handler), route: "direct", protocol: "redshift", warehouse: "opportunistic", script };
  },
  "PostgreSQL inside TLS": (random, { pki }, played) => {
    const script = scriptOf(postgresAnswer(random), random);
    const handler: Handler = (raw) =>
      raw.once("data", () => {
        raw.pause();
        raw.write("S", () => {
          const inner = secureServerSide(raw, { ...pki.good, ALPNProtocols: [] });
          inner.once("data", (heard: Buffer) => void play(script, inner, raw, heard, played));
        });
      });
    return { server: serve(handler), route: "direct", protocol: "postgres", warehouse: "negotiated", script };
  },
  Redis: (random, { pki }, played) => {
    const script = scriptOf(redisAnswer(random), random);
    const isTls = random.chance(30);
    const server = serve(atFirstBytes(script, played), isTls ? { tls: pki.good } : {});
    return { server, route: "direct", protocol: "redis", warehouse: isTls ? "direct" : "none", script };
  },
};

/** The case of one seed, its server up. `index`: where its warehouse is to stand in the settings. */
export async function makeCase(seed: number, random: Random, world: World, index: number): Promise<Case> {
  const name = random.pick(Object.keys(PLACES));
  const place = PLACES[name];
  if (!place) throw new Error(`no place ${name}`);
  const played: Played = { taken: 0 };
  const setting = place(random, world, played);
  const server = await setting.server;
  return {
    seed,
    place: name,
    server,
    check: checkOf(setting, server.port, seed, index),
    warehouse: setting.warehouse ? warehouseOf(setting.warehouse, setting.protocol, server.port) : null,
    told: setting.script ? told(setting.script) : "records broken on the way",
    script: setting.script ?? null,
    played,
    waits: setting.waits ?? (setting.script === undefined || waits(setting.script)),
    verify: seed % 4 !== 3,
    neverPasses: setting.neverPasses === true,
  };
}

function checkOf(setting: Setting, port: number, seed: number, index: number): Check {
  const { route, protocol, kind } = setting;
  const rest: Partial<Check> = {
    id: `case-${seed}`,
    ...(kind ? { kind, wildcard: route === "direct" ? null : "*.example.com" } : {}),
    ...(setting.warehouse
      ? { path: null, warehouse: { kind: protocol === "redis" ? "redis" : "postgres", index } }
      : {}),
  };
  if (route === "direct") {
    const direct: Route = kind ? { kind: "direct", reason: "strict-egress", entry: null } : DIRECT;
    return check(protocol, DIRECT_HOST, port, direct, rest);
  }
  const proxied = { ...byProxy(port, route), form: setting.form ?? "tunnel" } as Route;
  // Many names of several owners, as a whitelist has them.
  const host = seed % 5 ? HOST : `host-${seed % 7}.example.${seed % 2 ? "net" : "com"}`;
  return check(protocol, host, protocol === "http" ? 80 : 443, proxied, rest);
}

function warehouseOf(tls: NonNullable<Setting["warehouse"]>, protocol: Protocol, port: number): Warehouse {
  const kind = protocol === "redis" ? "redis" : protocol === "redshift" ? "redshift" : "postgres";
  const label = `${kind}://${DIRECT_HOST}:${port}`;
  return {
    kind,
    label,
    host: DIRECT_HOST,
    port,
    tls,
    verify: tls !== "opportunistic",
    ca: null,
    credentials: CREDENTIALS,
    database: null,
    path: null,
    from: "test",
  };
}

export const PROXY_CREDENTIALS = CREDENTIALS;

export async function makeWorld(pki: Pki, odd: Identity[], recorded: Buffer[]): Promise<World> {
  const origins = [
    await originThat.works(pki.good),
    await originThat.works(pki.noIntermediate),
    await originThat.speaksGrpc(pki.good),
  ];
  return { pki, odd, recorded, origins };
}
