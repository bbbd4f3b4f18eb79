// Redis servers, and what is none, that behave in one named way each.

import type { Socket } from "node:net";
import type { Identity } from "./certificates.ts";
import { type Loopback, type LoopbackOptions, serve } from "./loopback.ts";

/** Calls back with the words of each command. */
function commands(socket: Socket, answer: (words: string[]) => string | null): void {
  let text = "";
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString("utf8");
    for (;;) {
      const taken = takeCommand(text);
      if (!taken) return;
      text = taken.rest;
      const reply = answer(taken.words);
      if (reply === null) socket.end();
      else socket.write(`${reply}\r\n`);
    }
  });
}

function takeCommand(text: string): { words: string[]; rest: string } | null {
  const bytes = Buffer.from(text);
  const head = /^\*(\d+)\r\n/.exec(text);
  if (!head) return null;
  const words: string[] = [];
  let place = head[0].length;
  for (let n = 0; n < Number(head[1]); n++) {
    const length = /^\$(\d+)\r\n/.exec(bytes.subarray(place).toString("latin1"));
    if (!length) return null;
    const start = place + length[0].length;
    place = start + Number(length[1]) + 2;
    if (bytes.length < place) return null;
    words.push(bytes.subarray(start, place - 2).toString());
  }
  return { words, rest: bytes.subarray(place).toString() };
}

const NOAUTH = "-NOAUTH Authentication required.";
const WRONGPASS = "-WRONGPASS invalid username-password pair or user is disabled.";

function server(answer: (words: string[], state: { in: boolean }) => string | null, options: LoopbackOptions = {}) {
  return serve((socket) => {
    const state = { in: false };
    commands(socket, (words) => answer(words, state));
  }, options);
}

function raw(text: string): Promise<Loopback> {
  return serve((socket) => socket.once("data", () => socket.end(text)));
}

export const redisThat = {
  works: (tls?: Identity) => server(() => "+PONG", tls ? { tls } : {}),
  /** AUTH with exactly these words lets the client in. */
  demandsLogin: (...credentials: string[]) =>
    server((words, state) => {
      if (words[0] === "AUTH") {
        state.in = words.slice(1).join("\0") === credentials.join("\0");
        return state.in ? "+OK" : WRONGPASS;
      }
      return state.in ? "+PONG" : NOAUTH;
    }),
  answers: (line: string) => server(() => line),
  hangsUpAtAuth: () => server((words) => (words[0] === "AUTH" ? null : NOAUTH)),
  isMuteAfterPing: () => serve((socket) => socket.once("data", () => socket.write(`${NOAUTH}\r\n`))),
  echoesThePassword: () =>
    server((words) => (words[0] === "AUTH" ? `-ERR wrong password '${words.at(-1)}' for ${words[1]}` : NOAUTH)),
  drips: () =>
    serve((socket) =>
      socket.once("data", async () => {
        for (const byte of Buffer.from("+PONG\r\n")) {
          await new Promise<unknown>((written) => socket.write(Buffer.from([byte]), written));
          await new Promise(setImmediate);
        }
      }),
    ),
  speaksHttp: () => raw("HTTP/1.1 400 Bad Request\r\n\r\n"),
  speaksPop3: () => serve((socket) => socket.write("+OK POP3 ready\r\n")),
  speaksSsh: () => serve((socket) => socket.write("SSH-2.0-OpenSSH_9.2\r\n")),
  sendsATlsAlert: () => serve((socket) => socket.once("data", () => socket.end(Buffer.from([21, 3, 1, 0, 2, 2, 10])))),
  sendsAnEndlessLine: () => serve((socket) => socket.once("data", () => socket.write("+".repeat(20_000)))),
  isMute: () => serve(() => {}),
  hangsUp: () => serve((socket) => socket.once("data", () => socket.end())),
  resets: () => serve((socket, below) => socket.once("data", () => below.resetAndDestroy())),
};
