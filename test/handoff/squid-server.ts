// A real Squid on loopback that knows the hosts of a plan, all at a closed port of this machine: what it says to CONNECT is its ruling alone.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const READY_WITHIN_MS = 60_000;

export interface Asked {
  host: string;
  port: number;
  way: "tunnel" | "plain";
}

export class SquidServer {
  readonly #folder: string;
  readonly #process: ChildProcess;
  readonly #port: number;
  #reconfigured = 0;

  private constructor(folder: string, process: ChildProcess, port: number) {
    this.#folder = folder;
    this.#process = process;
    this.#port = port;
  }

  static async start(command: string, rules: string, hosts: string[]): Promise<SquidServer> {
    const folder = mkdtempSync(join(tmpdir(), "carto-proxy-squid-"));
    // Squid gives up root before it writes its log.
    chmodSync(folder, 0o777);
    const port = await freePort();
    const config = join(folder, "squid.conf");
    writeFileSync(join(folder, "carto.conf"), rules);
    writeFileSync(join(folder, "hosts"), hosts.map((host) => `127.0.0.1 ${host}\n`).join(""));
    writeFileSync(config, settings(folder, port).join("\n"));
    const child = spawn(command, ["-N", "-f", config], { stdio: "ignore" });
    const server = new SquidServer(folder, child, port);
    await server.#untilAccepting();
    return server;
  }

  /** Puts other rules in force, as `squid -k reconfigure` does. */
  async use(rules: string): Promise<void> {
    writeFileSync(join(this.#folder, "carto.conf"), rules);
    this.#process.kill("SIGHUP");
    await this.#untilAccepting();
  }

  /** Whether it lets the request through: it then finds nobody there, and says so. */
  async allows({ host, port, way }: Asked): Promise<boolean> {
    const target = `${host}:${port}`;
    const path = way === "tunnel" ? target : `http://${target}/`;
    const asked = request({
      host: "127.0.0.1",
      port: this.#port,
      method: way === "tunnel" ? "CONNECT" : "GET",
      path,
      agent: false,
      headers: { host: target },
    });
    const status = new Promise<number>((resolve, reject) => {
      const answered = (response: { statusCode?: number; destroy(): void }) => {
        response.destroy();
        resolve(response.statusCode ?? 0);
      };
      asked.once("response", answered).once("connect", answered).once("error", reject);
    });
    asked.end();
    return (await status) !== 403;
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, "exit");
    if (this.#process.exitCode === null && this.#process.kill("SIGKILL")) await ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Each time that it has read its configuration it says where it listens. */
  async #untilAccepting(): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    for (;;) {
      const log = this.#log();
      const times = log.match(/Accepting HTTP Socket connections/g)?.length ?? 0;
      if (times > this.#reconfigured) {
        this.#reconfigured = times;
        return;
      }
      if (this.#process.exitCode !== null || Date.now() > deadline) throw new Error(`Squid is not there: ${log}`);
      await sleep(10);
    }
  }

  #log(): string {
    try {
      return readFileSync(join(this.#folder, "cache.log"), "utf8");
    } catch {
      return "";
    }
  }
}

/** No name server is asked, nothing is cached, nothing is logged but its own state. */
function settings(folder: string, port: number): string[] {
  return [
    `http_port 127.0.0.1:${port}`,
    `include ${join(folder, "carto.conf")}`,
    `hosts_file ${join(folder, "hosts")}`,
    "dns_nameservers 127.0.0.1",
    `cache_log ${join(folder, "cache.log")}`,
    "access_log none",
    "pid_filename none",
    "netdb_filename none",
    `coredump_dir ${folder}`,
    "pinger_enable off",
    "visible_hostname generated",
    "cache deny all",
    "shutdown_lifetime 0 seconds",
    "max_filedescriptors 1024",
    "",
  ];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
