// Where scenes are played: servers, certificates and a folder for files, for one test file.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Loopback } from "../support/loopback.ts";
import { Servers } from "../support/loopback.ts";
import { mintPki, type Pki } from "../support/pki.ts";

export class Stage {
  readonly folder = mkdtempSync(join(tmpdir(), "carto-proxy-causes-"));
  readonly servers = new Servers();
  readonly pki: Pki;
  readonly #endings: (() => Promise<void>)[] = [];

  private constructor(pki: Pki) {
    this.pki = pki;
  }

  /** @param pki default: one of its own */
  static async open(pki?: Pki): Promise<Stage> {
    return new Stage(pki ?? (await mintPki()));
  }

  /** Starts a server that is taken down with the stage, and gives its port. */
  async port(starting: Promise<Loopback>): Promise<number> {
    return (await this.servers.up(starting)).port;
  }

  onClose(ending: () => Promise<void>): void {
    this.#endings.push(ending);
  }

  /** Puts a file where a remedy says that the containers see it. */
  file(name: string, text: string): string {
    writeFileSync(join(this.folder, name), text);
    return `/usr/src/certs/${name}`;
  }

  async close(): Promise<void> {
    await Promise.all([this.servers.closeAll(), ...this.#endings.map((end) => end())]);
    rmSync(this.folder, { recursive: true });
  }
}
