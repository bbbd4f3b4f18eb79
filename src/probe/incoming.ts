// What arrives on a socket, piece by piece: for protocols whose client reads a little, answers, and may then hand the socket on to TLS.

import type { Socket } from "node:net";

export class Incoming {
  /** What has arrived and was not taken yet. */
  bytes: Buffer = Buffer.alloc(0);
  readonly #socket: Socket;
  #ended = false;
  #error: Error | null = null;
  #wake: (() => void) | null = null;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", this.#onData).on("end", this.#onEnd).on("close", this.#onEnd).on("error", this.#onError);
  }

  /**
   * Waits until more has arrived.
   * @returns false where the peer has closed and nothing more will come.
   * @throws what the socket throws, only after all that arrived before it was taken note of.
   */
  async more(): Promise<boolean> {
    const had = this.bytes.length;
    this.#socket.resume();
    while (this.bytes.length === had && !this.#ended && !this.#error) {
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    }
    if (this.bytes.length > had) return true;
    if (this.#error) throw this.#error;
    return false;
  }

  /** Waits until `length` bytes are there. @returns false where the peer closes before. */
  async have(length: number): Promise<boolean> {
    while (this.bytes.length < length) if (!(await this.more())) return false;
    return true;
  }

  take(length: number): Buffer {
    const taken = this.bytes.subarray(0, length);
    this.bytes = this.bytes.subarray(length);
    return taken;
  }

  /** Leaves the socket paused and without our listeners, for whoever reads it next. */
  detach(): void {
    this.#socket
      .off("data", this.#onData)
      .off("end", this.#onEnd)
      .off("close", this.#onEnd)
      .off("error", this.#onError);
    this.#socket.pause();
  }

  #onData = (chunk: Buffer): void => {
    this.bytes = Buffer.concat([this.bytes, chunk]);
    this.#socket.pause();
    this.#wake?.();
  };

  #onEnd = (): void => {
    this.#ended = true;
    this.#wake?.();
  };

  #onError = (error: Error): void => {
    this.#error = error;
    this.#wake?.();
  };
}
