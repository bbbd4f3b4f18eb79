// The temporary folder of a PostgreSQL server, the processes that work in it, and the end of both.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServerUser } from "./postgres-binaries.ts";

const REMOVAL = { recursive: true, force: true, maxRetries: 5 };

export class PostgresPlace {
  readonly folder: string;
  readonly #user: ServerUser;
  readonly #running = new Set<ChildProcess>();

  /** Owned by `user`. Removed at the latest when this process exits, and every process in it killed. */
  static async open(user: ServerUser): Promise<PostgresPlace> {
    const place = new PostgresPlace(await mkdtemp(join(tmpdir(), "carto-proxy-postgres-")), user);
    process.once("exit", place.#onExit);
    await place.#give(place.folder);
    return place;
  }

  private constructor(folder: string, user: ServerUser) {
    this.folder = folder;
    this.#user = user;
  }

  /** LC_ALL=C keeps the words that we wait for in English; nothing else of our environment concerns the server. */
  start(file: string, args: string[]): ChildProcess {
    const env = { LC_ALL: "C", TZ: "UTC" };
    const stdio: ["pipe", "ignore", "pipe"] = ["pipe", "ignore", "pipe"];
    const child = spawn(file, args, { cwd: this.folder, env, stdio, ...this.#user });
    this.#running.add(child);
    child.once("exit", () => this.#running.delete(child));
    child.once("error", () => this.#running.delete(child));
    return child;
  }

  /** Waits for its end. @throws {Error} with its last words where it fails. */
  async run(file: string, args: string[], input = ""): Promise<void> {
    const child = this.start(file, args);
    let words = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-2000);
    });
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
    const [code] = (await once(child, "close")) as [number | null];
    // Single-user mode goes on after a failed statement and exits with 0.
    if (code !== 0 || /\b(ERROR|FATAL|PANIC):/.test(words))
      throw new Error(`${file} failed (${code}): ${words.trim()}`);
  }

  /** Readable for the server's user alone: PostgreSQL refuses a key that others could read. */
  async write(name: string, text: string): Promise<void> {
    const file = join(this.folder, name);
    await writeFile(file, text, { mode: 0o600 });
    await this.#give(file);
  }

  /** Ends what still runs: SIGINT is PostgreSQL's fast shutdown, which waits for no client. */
  async close(): Promise<void> {
    await Promise.all(
      [...this.#running].map(async (child) => {
        const ended = once(child, "exit");
        child.kill("SIGINT");
        const impatient = setTimeout(() => child.kill("SIGKILL"), 10_000);
        await ended;
        clearTimeout(impatient);
      }),
    );
    process.off("exit", this.#onExit);
    await rm(this.folder, REMOVAL);
  }

  #onExit = (): void => {
    for (const child of this.#running) child.kill("SIGKILL");
    rmSync(this.folder, REMOVAL);
  };

  async #give(path: string): Promise<void> {
    if (this.#user) await chown(path, this.#user.uid, this.#user.gid);
  }
}
