// What stands on a proxy's port when it does not answer as its URL promises: at most two more connections for each proxy and run.

import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { ProxyUrl } from "../settings/settings.ts";
import type { FailureCode, Speech } from "./observation.ts";
import { authority } from "./proxy-route.ts";
import { isAddress } from "./resolver.ts";
import { speechOf } from "./speech.ts";
import { Tap } from "./tap.ts";
import { type CurrentStep, StepFailed } from "./trace.ts";

const PATIENCE_MS = 2000;
const HUNG_UP: FailureCode[] = ["closed", "reset"];
const NOTHING: Speech = { protocol: "nothing", firstBytes: "" };

export class ProxyIdentity {
  readonly #answers = new Map<string, Promise<Speech>>();
  readonly #signal: AbortSignal;
  readonly #timeoutMs: number;
  readonly #redact: (text: string) => string;

  /** @param timeoutMs of one check */
  constructor(signal: AbortSignal, timeoutMs: number, redact: (text: string) => string) {
    this.#timeoutMs = timeoutMs;
    this.#signal = signal;
    this.#redact = redact;
  }

  /** It answered as an HTTP proxy: whatever goes wrong later, its port needs no asking. */
  answeredHttp(proxy: ProxyUrl): void {
    this.#answers.set(proxy.href, Promise.resolve({ protocol: "http", firstBytes: "" }));
  }

  /**
   * Speaks the language that the URL does not name (TLS to http://, plain HTTP to https://) and gives what comes back. Never rejects.
   * A mute http:// proxy is asked in its own language too, for something that needs neither its resolver nor a way out.
   * @param address the address that the check's own connection reached
   */
  ask(proxy: ProxyUrl, address: string, isMute = false): Promise<Speech> {
    const known = this.#answers.get(proxy.href);
    if (known) return known;
    const answer = this.#identify(proxy, address, isMute);
    this.#answers.set(proxy.href, answer);
    return answer;
  }

  async #identify(proxy: ProxyUrl, address: string, isMute: boolean): Promise<Speech> {
    if (proxy.scheme === "https") return this.#listen(proxy, address, sayHttp);
    const languages = isMute ? [sayHttp, sayTls] : [sayTls];
    const answers = languages.map(async (say) => {
      const speech = await this.#listen(proxy, address, say);
      return speech.protocol === "nothing" ? Promise.reject(new Error("nothing came back")) : speech;
    });
    return Promise.any(answers).catch(() => NOTHING);
  }

  /**
   * Runs what waits for the proxy's first words on a check's own connection. Where the proxy stays mute for half of the check's time,
   * or hangs up without a word, `facts.speaks` tells what stands there.
   */
  async watch<T>(
    proxy: ProxyUrl,
    socket: Socket,
    facts: { speaks?: Speech | null },
    step: CurrentStep,
    waiting: () => Promise<T>,
  ): Promise<T> {
    const address = socket.remoteAddress ?? proxy.host;
    let isOver = false;
    const onMute = async () => {
      const speaks = await this.ask(proxy, address, true);
      if (!isOver) facts.speaks ??= speaks;
    };
    const timer = setTimeout(onMute, this.#timeoutMs / 2);
    try {
      return await waiting();
    } catch (error) {
      if (error instanceof StepFailed && HUNG_UP.includes(error.failure.code) && !facts.speaks) {
        step.conclusion = error.failure;
        facts.speaks = await this.ask(proxy, address);
      }
      throw error;
    } finally {
      isOver = true;
      clearTimeout(timer);
    }
  }

  #listen(proxy: ProxyUrl, address: string, say: (tap: Tap, proxy: ProxyUrl) => void): Promise<Speech> {
    return new Promise((resolve) => {
      if (this.#signal.aborted) return resolve(NOTHING);
      const socket = connect({ host: address, port: proxy.port, autoSelectFamily: false });
      let heard: Buffer = Buffer.alloc(0);
      const finish = () => {
        clearTimeout(timer);
        this.#signal.removeEventListener("abort", finish);
        socket.destroy();
        resolve(speechOf(heard, this.#redact));
      };
      const timer = setTimeout(finish, PATIENCE_MS);
      this.#signal.addEventListener("abort", finish, { once: true });
      socket.on("error", finish).on("close", finish);
      const tap = new Tap(socket, (bytes) => {
        heard = bytes;
        // Enough to tell every protocol that is told apart; a banner or an alert comes in one packet.
        if (heard.length >= 5) finish();
      });
      tap.on("error", finish).on("end", finish).resume();
      socket.once("connect", () => say(tap, proxy));
    });
  }
}

function sayTls(tap: Tap, proxy: ProxyUrl): void {
  const servername = isAddress(proxy.host) ? {} : { servername: proxy.host };
  connectTls({ socket: tap, host: proxy.host, ...servername, rejectUnauthorized: false }).on("error", () => {});
}

/** RFC 9110 §7.6.2: OPTIONS with Max-Forwards 0 is answered by whoever receives it. Squid 5.7 says 501, at once. */
function sayHttp(tap: Tap, proxy: ProxyUrl): void {
  const host = authority(proxy.host, proxy.port);
  tap.write(`OPTIONS * HTTP/1.1\r\nHost: ${host}\r\nMax-Forwards: 0\r\nConnection: close\r\n\r\n`);
}
