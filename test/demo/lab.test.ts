import { execFile } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { chmod, mkdtemp, rm, stat } from "node:fs/promises";
import { connect as connectHttp2, type IncomingHttpHeaders } from "node:http2";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { connect as connectTls } from "node:tls";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ProxyAgent, request } from "undici";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Lab, startLab } from "../../src/demo/lab.ts";
import type { Check } from "../../src/plan/check.ts";
import { makePlan } from "../../src/plan/plan.ts";
import { readSettings } from "../../src/settings/read.ts";
import { environmentSource } from "../../src/settings/source.ts";
import { loadWhitelist } from "../../src/whitelist/load.ts";
import { askForTunnel, get, handshake, type ProxyAddress } from "./tunnel.ts";

const whitelist = loadWhitelist(null);
const linux = process.platform === "linux";

function checksOf(lab: Lab, deployment: "vm" | "kots" | "helm"): Check[] {
  const flags = { deployment, publicRoots: lab.publicRootsFile, warehouses: lab.warehouses };
  const settings = readSettings([environmentSource(lab.env)], flags);
  return makePlan(settings, whitelist.domains, { features: [], clients: [], only: [], skip: [] }).checks;
}

function rootsOf(lab: Lab): string {
  return readFileSync(lab.publicRootsFile, "utf8");
}

function companyCaOf(lab: Lab): string {
  return readFileSync(lab.env.NODE_EXTRA_CA_CERTS ?? "", "utf8");
}

function proxyOf(lab: Lab): ProxyAddress {
  const { protocol, port } = new URL(lab.env.HTTPS_PROXY ?? "");
  return { port: Number(port), ...(protocol === "https:" ? { ca: companyCaOf(lab) } : {}) };
}

/** gRPC through the tunnel: the grpc-status of the answer. */
async function callGrpc(lab: Lab, { host, port }: Check): Promise<string | undefined> {
  const socket = await handshake(proxyOf(lab), { host, port, ca: rootsOf(lab), alpn: "h2" });
  expect([socket.authorized, socket.alpnProtocol]).toEqual([true, "h2"]);
  const session = connectHttp2(`https://${host}`, { createConnection: () => socket });
  const stream = session.request({
    ":method": "POST",
    ":path": "/a.B/C",
    "content-type": "application/grpc",
    te: "trailers",
  });
  stream.end(Buffer.alloc(5));
  const [headers] = (await once(stream, "response")) as [IncomingHttpHeaders];
  session.destroy();
  return headers["grpc-status"]?.toString();
}

/** What becomes of a connection within two seconds. */
async function knock(port: number): Promise<string> {
  const socket = connect({ host: "127.0.0.1", port });
  const ended = once(socket, "connect").then(
    () => "connected",
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );
  const timer = Promise.withResolvers<string>();
  const timeout = setTimeout(() => timer.resolve("nothing"), 2_000);
  const seen = await Promise.race([ended, timer.promise]);
  clearTimeout(timeout);
  socket.destroy();
  return seen;
}

describe.each([
  ["vm", "http"],
  ["kots", "http"],
  ["helm", "http"],
  ["vm", "https"],
] as const)("the healthy lab for %s, with an %s proxy", (deployment, proxyScheme) => {
  let lab: Lab;
  let checks: Check[];
  beforeAll(async () => {
    lab = await startLab({ healthy: true, whitelist, deployment, proxyScheme });
    checks = checksOf(lab, deployment);
  });
  afterAll(() => lab.stop());

  it("answers undici for the whole whitelist, with the proof that is asked for", async () => {
    expect(lab.faults).toEqual([]);
    const agent = new ProxyAgent({
      // By name: from Node.js 26 on TLS takes no IP address as server name, which undici 8 gives it.
      uri: (lab.env.HTTPS_PROXY ?? "").replace("127.0.0.1", "localhost"),
      requestTls: { ca: rootsOf(lab) },
      proxyTls: { ca: companyCaOf(lab) },
    });
    const rows = checks.filter((check) => check.warehouse === null && !lab.leftOut.includes(check.id));
    expect(rows.length).toBeGreaterThan(20);
    for (const { host, port, protocol, path, expect: proof } of rows) {
      const scheme = protocol === "http" ? "http" : "https";
      const reply = await request(`${scheme}://${host}:${port}${path ?? "/"}`, { dispatcher: agent });
      const body = await reply.body.text();
      const wanted = proof ?? { status: [], header: {}, body: "" };
      expect(wanted.status.length === 0 ? [200] : wanted.status).toContain(reply.statusCode);
      for (const [name, value] of Object.entries(wanted.header)) expect(reply.headers[name]).toContain(value);
      expect(body).toContain(wanted.body);
    }
    await agent.close();
    expect(new Set(lab.requests.map((asked) => asked.ruling))).toEqual(new Set(["forward"]));
  });

  it("answers gRPC for every gRPC row", async () => {
    const rows = checks.filter((check) => check.protocol === "grpc");
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(await callGrpc(lab, row)).toBe("16");
  });

  it("leaves out what would leave this machine, and says so", () => {
    const outside = checks.filter((check) => check.route.kind === "direct" && check.warehouse === null);
    expect(lab.leftOut).toEqual(outside.map((check) => check.id));
    for (const { host } of outside) expect(lab.notes.join("\n")).toContain(host);
  });

  it("has a Databricks that is reached directly, with a certificate that the public roots vouch for", async () => {
    const databricks = checks.find((check) => check.warehouse?.kind === "databricks");
    expect(databricks).toMatchObject({ host: "localhost", route: { kind: "direct", reason: "warehouse-bypass" } });
    const socket = connectTls({
      host: "127.0.0.1",
      servername: "localhost",
      port: databricks?.port ?? 0,
      ca: rootsOf(lab),
    });
    await once(socket, "secureConnect");
    expect(socket.authorized).toBe(true);
    socket.destroy();
  });
});

describe("the broken lab", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab({ healthy: false, whitelist, deployment: "vm" });
  });
  afterAll(() => lab.stop());

  const fault = (code: string) => {
    const found = lab.faults.find((one) => one.code === code);
    if (found === undefined) throw new Error(`no fault ${code}`);
    return found;
  };

  it("has one fault of each kind, each on a check of the plan that is required", () => {
    const dropped = linux ? ["direct-blocked"] : [];
    expect(lab.faults.map((one) => one.code)).toEqual(
      expect.arrayContaining(["proxy-denied", "tls-untrusted", ...dropped]),
    );
    const checks = checksOf(lab, "vm");
    for (const { checkId, host, port } of lab.faults) {
      expect(checks.find((check) => check.id === checkId)).toMatchObject({ host, port, need: "required" });
      expect(checks.filter((check) => check.host === host && check.port === port)).toHaveLength(1);
    }
  });

  it("denies the denied domain", async () => {
    const { host, port } = fault("proxy-denied");
    expect(await askForTunnel(proxyOf(lab), `${host}:${port}`)).toMatchObject({ status: 403 });
    expect(lab.requests.at(-1)).toEqual({ by: "http", method: "CONNECT", target: `${host}:${port}`, ruling: "deny" });
  });

  it("intercepts the intercepted domain by an authority that nothing here trusts", async () => {
    const { host, port } = fault("tls-untrusted");
    for (const ca of [rootsOf(lab), companyCaOf(lab)]) {
      const socket = await handshake(proxyOf(lab), { host, port, ca });
      expect(socket.authorizationError).toBe("SELF_SIGNED_CERT_IN_CHAIN");
      socket.destroy();
    }
  });

  it.runIf(linux)("drops whoever connects to the dropped warehouse", async () => {
    expect(await knock(fault("direct-blocked").port)).toBe("nothing");
  });

  it("breaks nothing else", async () => {
    const broken = lab.faults.map((one) => one.checkId);
    const others = checksOf(lab, "vm").filter((check) => check.route.kind === "proxy" && !broken.includes(check.id));
    for (const { host, port, protocol } of others) {
      if (protocol === "http") {
        expect(await get(proxyOf(lab), `http://${host}:${port}/`)).toMatchObject({ status: expect.any(Number) });
        continue;
      }
      const socket = await handshake(proxyOf(lab), { host, port, ca: rootsOf(lab) });
      expect([host, socket.authorized]).toEqual([host, true]);
      socket.destroy();
    }
  });

  it("does not resolve what is on no list, nor lead back to itself", async () => {
    for (const target of ["unknown.test:443", `127.0.0.1:${proxyOf(lab).port}`]) {
      expect(await askForTunnel(proxyOf(lab), target)).toMatchObject({ status: 502 });
    }
  });

  it("keeps the login out of the warehouse URLs, and its file to this user", async () => {
    const { DEMO_USER: user, DEMO_PASSWORD: password } = lab.env;
    for (const secret of [user, password]) {
      if (secret !== undefined) expect(lab.warehouses.join(" ")).not.toContain(secret);
    }
    expect(readFileSync(lab.envFile, "utf8")).toContain(`HTTPS_PROXY="${lab.env.HTTPS_PROXY}"\n`);
    if (process.platform !== "win32") expect((await stat(lab.envFile)).mode & 0o077).toBe(0);
  });

  it.runIf(linux)("listens on 127.0.0.1 alone", () => {
    const own = new Set<string>();
    for (const fd of readdirSync("/proc/self/fd")) {
      try {
        own.add(readlinkSync(`/proc/self/fd/${fd}`));
      } catch {
        // Closed since the folder was read.
      }
    }
    const listening = ["tcp", "tcp6"]
      .flatMap((table) => readFileSync(`/proc/self/net/${table}`, "utf8").trim().split("\n").slice(1))
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === "0A" && own.has(`socket:[${fields[9]}]`));
    expect(listening.length).toBeGreaterThanOrEqual(5);
    // 127.0.0.1 as the kernel writes it on a little-endian machine.
    expect(new Set(listening.map((fields) => fields[1]?.split(":")[0]))).toEqual(new Set(["0100007F"]));
  });
});

describe("stopping", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "carto-proxy-test-"));
    // PostgreSQL runs as another user where we are root, and has to get in.
    await chmod(folder, 0o755);
    vi.stubEnv("TMPDIR", folder);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });

  it("leaves no port, no process and no file behind, and lets the process end", async () => {
    const script = join(dirname(fileURLToPath(import.meta.url)), "lab-process.ts");
    // Node.js 22 warns of its stripping of types.
    const args = ["--disable-warning=ExperimentalWarning", script];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { timeout: 50_000 });
    expect(stderr).toBe("");
    const { ports } = JSON.parse(stdout) as { ports: number[] };
    expect(ports.length).toBeGreaterThanOrEqual(2);
    for (const port of ports) expect(await knock(port)).toBe("ECONNREFUSED");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("can be done twice", async () => {
    const lab = await startLab({ healthy: true, whitelist, deployment: "vm" });
    expect(readdirSync(folder)).toContain(basename(dirname(lab.publicRootsFile)));
    await Promise.all([lab.stop(), lab.stop()]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("happens by itself where a start fails halfway", async () => {
    const unreadable = new Proxy(whitelist, {
      get: () => {
        throw new Error("no whitelist");
      },
    });
    await expect(startLab({ healthy: true, whitelist: unreadable, deployment: "vm" })).rejects.toThrow("no whitelist");
    expect(readdirSync(folder)).toEqual([]);
  });
});
