// PostgreSQL servers, and what is none, that behave in one named way each.

import type { Socket } from "node:net";
import type { Identity } from "./certificates.ts";
import { type Loopback, secureServerSide, serve } from "./loopback.ts";

type Bytes = string | Buffer;

/** After the client's first message: `bytes`, and then `after`. */
function answers(bytes: Bytes, after: (socket: Socket, raw: Socket) => void = () => {}): Promise<Loopback> {
  return serve((socket, raw) => {
    socket.once("data", () => {
      socket.write(bytes);
      after(socket, raw);
    });
  });
}

/** "N" to SSLRequest, then `reply` to the StartupMessage; without TLS asked for, `reply` at once. */
function inPlain(reply: (startup: Buffer, socket: Socket) => void): Promise<Loopback> {
  return serve((socket) => {
    socket.on("data", (chunk: Buffer) => (isSslRequest(chunk) ? socket.write("N") : reply(chunk, socket)));
  });
}

function isSslRequest(chunk: Buffer): boolean {
  return chunk.length === 8 && chunk.readInt32BE(4) === 80_877_103;
}

export function message(type: string, body: Bytes = ""): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  const bytes = Buffer.from(body as string);
  head.writeInt32BE(4 + bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

export function errorResponse(sqlState: string, words: string): Buffer {
  return message("E", `SFATAL\0VFATAL\0C${sqlState}\0M${words}\0Fauth.c\0\0`);
}

export function authentication(code: number, rest: Bytes = ""): Buffer {
  const body = Buffer.alloc(4);
  body.writeInt32BE(code);
  return message("R", Buffer.concat([body, Buffer.from(rest as string)]));
}

export const SASL = authentication(10, "SCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0\0");

export const postgresThat = {
  /** No TLS; asks for a password by SCRAM. */
  answersN: () => inPlain((_, socket) => socket.write(SASL)),
  asksFor: (authenticationMessage: Buffer) => inPlain((_, socket) => socket.write(authenticationMessage)),
  rejects: (sqlState: string, words = "no") => inPlain((_, socket) => socket.end(errorResponse(sqlState, words))),
  /** The user is let in and then told that the database is not there. */
  welcomesAndThen: (bytes: Buffer) =>
    inPlain((_, socket) => socket.write(Buffer.concat([authentication(0), message("S", "a\0b\0"), bytes]))),
  negotiatesTheProtocol: () =>
    inPlain((_, socket) => socket.write(Buffer.concat([message("v", "\0\x03\0\0\0\0\0\0"), SASL]))),
  /** One byte at a time, each in a packet of its own. */
  drips: () =>
    inPlain(async (_, socket) => {
      socket.setNoDelay(true);
      for (const byte of SASL) {
        await new Promise<unknown>((written) => socket.write(Buffer.from([byte]), written));
        await new Promise(setImmediate);
      }
    }),
  echoesNamesInItsError: (sqlState: string) =>
    inPlain((startup, socket) => {
      const [, user = "", , database = ""] = startup.subarray(8).toString().split("\0");
      const words = `no pg_hba.conf entry for host "127.0.0.1", user "${user}", database "${database}", no encryption`;
      socket.end(errorResponse(sqlState, words));
    }),
  answersNAndThenIsMute: () => inPlain(() => {}),
  answersNAndThen: (bytes: Bytes) => inPlain((_, socket) => socket.end(bytes)),
  announcesAHugeMessage: () =>
    inPlain((_, socket) => socket.write(Buffer.from("R\x7f\xff\xff\xff\0\0\0\x0a", "latin1"))),

  speaksHttp: () => answers("HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n", (socket) => socket.end()),
  speaksSsh: () => serve((socket) => socket.write("SSH-2.0-OpenSSH_9.2\r\n")),
  speaksSmtp: () => serve((socket) => socket.write("220 mail.test ESMTP\r\n")),
  speaksMysql: () => serve((socket) => socket.write(Buffer.from("J\0\0\0\x0a8.0.36\0", "latin1"))),
  sendsATlsAlert: () => answers(Buffer.from([21, 3, 1, 0, 2, 2, 10]), (socket) => socket.end()),
  sendsTextThatBeginsWithE: () => answers("Exceeded MaxStartups\r\n", (socket) => socket.end()),
  isMute: () => serve(() => {}),
  hangsUp: () => serve((socket) => socket.once("data", () => socket.end())),
  resets: () => serve((socket, raw) => socket.once("data", () => raw.resetAndDestroy())),
  resetsBehind: (bytes: Bytes) => answers(bytes, (_, raw) => setImmediate(() => raw.resetAndDestroy())),
  answersSslRequestWith: (bytes: Bytes) => answers(bytes),
  answersSslRequestWithError: (sqlState: string, words: string) =>
    answers(errorResponse(sqlState, words), (socket) => socket.end()),
  answersSslRequestAsProtocol2: (words: string) => answers(`E${words}\n\0`, (socket) => socket.end()),
  /** Bytes right behind the "S", before TLS (CVE-2021-23222). */
  sendsMoreBehindS: () => answers(Buffer.concat([Buffer.from("S"), SASL])),
  sendsS_thenSilence: () => answers("S"),
  sendsS_thenHangsUp: () => answers("S", (socket) => socket.once("data", () => socket.end())),
  sendsS_thenResets: () => answers("S", (socket, raw) => socket.once("data", () => raw.resetAndDestroy())),
  sendsS_thenPlaintext: (text: string) => answers("S", (socket) => socket.once("data", () => socket.end(text))),
  /** TLS, and inside it whatever is wanted. */
  speaksTls: (identity: Identity, reply: (socket: Socket) => void = (socket) => socket.write(SASL)) =>
    serve((raw) => {
      raw.once("data", () => {
        raw.pause();
        raw.write("S", () => {
          const secured = secureServerSide(raw, { ...identity, ALPNProtocols: [] });
          secured.once("data", () => reply(secured));
        });
      });
    }),
};
