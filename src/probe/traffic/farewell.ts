// Whether a TLS connection was closed by TLS itself or merely broke: told by the last record, as Node.js reports both alike.

import type { Socket } from "node:net";

/** The longest alert record of any cipher, with its header (RFC 5246 §6.2.3, RFC 8446 §5.2). */
const LONGEST = 96;
const ALERT = 21;
const APPLICATION_DATA = 23;
/** TLS 1.3 hides an alert among application data: two bytes of it, one of type, sixteen of the cipher's tag. */
const HIDDEN_ALERT = 2 + 1 + 16;

export class Farewell {
  #last: Buffer = Buffer.alloc(0);

  /** @param socket below TLS, which is being read already */
  constructor(socket: Socket) {
    socket.on("data", (chunk: Buffer) => {
      this.#last = Buffer.concat([this.#last, chunk]).subarray(-LONGEST);
    });
  }

  /** The peer's last record was an alert, by its form. */
  get said(): boolean {
    for (let at = this.#last.length - 6; at >= 0; at--) {
      if (this.#last[at + 1] !== 3 || at + 5 + this.#last.readUInt16BE(at + 3) !== this.#last.length) continue;
      const length = this.#last.readUInt16BE(at + 3);
      if (this.#last[at] === ALERT || (this.#last[at] === APPLICATION_DATA && length === HIDDEN_ALERT)) return true;
    }
    return false;
  }
}
