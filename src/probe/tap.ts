// A socket with an ear on it: keeps the first bytes that the peer sent and how it ended, which TLS on top of it would hide.

import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { FIRST_BYTES } from "./speech.ts";

export class Tap extends Duplex {
  /** What the peer sent first, at most FIRST_BYTES. */
  heard: Buffer = Buffer.alloc(0);
  /** The error of the socket below, where it had one. */
  failure: Error | null = null;
  readonly #socket: Socket;

  constructor(socket: Socket, onHeard: (heard: Buffer) => void = () => {}) {
    super();
    this.#socket = socket;
    if (socket.errored) this.failure = socket.errored;
    socket.on("data", (chunk: Buffer) => {
      if (this.heard.length < FIRST_BYTES) {
        this.heard = Buffer.concat([this.heard, chunk]).subarray(0, FIRST_BYTES);
        onHeard(this.heard);
      }
      if (!this.push(chunk)) socket.pause();
    });
    socket.on("end", () => this.push(null));
    socket.on("error", (error) => {
      this.failure = error;
      this.destroy(error);
    });
    socket.on("close", () => this.destroy());
    if (socket.destroyed) this.destroy(this.failure ?? undefined);
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}
