// What each sslmode of a PostgreSQL URL takes of the server's certificate, as node-postgres reads it.

import type { Socket } from "node:net";
import { leaf } from "../support/certificates.ts";
import { authentication, message, postgresThat } from "../support/postgres-that.ts";
import type { Cause } from "./cause.ts";
import { behind } from "./scene.ts";
import type { Stage } from "./stage.ts";

type Shown = "a public CA" | "a private CA" | "another name";

const READY = message("Z", "I");

/** Lets everybody in, and answers every query with no rows. */
function letsIn(socket: Socket): void {
  socket.write(Buffer.concat([authentication(0), READY]));
  socket.on("data", (bytes: Buffer) => {
    if (bytes[0] === "Q".charCodeAt(0)) socket.write(Buffer.concat([message("C", "SELECT 0\0"), READY]));
  });
}

async function identity(shown: Shown, { pki }: Stage) {
  if (shown === "another name") return pki.wrongName;
  return leaf(shown === "a public CA" ? pki.root : pki.corporate, ["127.0.0.1"]);
}

function asked(code: Cause["code"], shown: Shown, query: string): Cause {
  return {
    code,
    how: `PostgreSQL, ${query === "" ? "no sslmode" : query.slice(1)}, ${shown}`,
    scene: async (stage) => {
      const port = await stage.port(postgresThat.speaksTls(await identity(shown, stage), letsIn));
      return { env: behind("http://127.0.0.1:9"), warehouses: [`postgres://127.0.0.1:${port}/maps${query}`] };
    },
  };
}

export const sslmodeCauses: Cause[] = [
  asked("nothing", "a private CA", ""),
  asked("nothing", "a public CA", "?sslmode=prefer"),
  asked("tls-untrusted", "a private CA", "?sslmode=prefer"),
  asked("nothing", "a public CA", "?sslmode=require"),
  asked("tls-untrusted", "a private CA", "?sslmode=require"),
  asked("tls-name-mismatch", "another name", "?sslmode=require"),
  asked("nothing", "another name", "?sslmode=require&uselibpqcompat=true"),
  asked("nothing", "a private CA", "?sslmode=no-verify"),
  asked("nothing", "a public CA", "?sslmode=verify-ca"),
  asked("tls-name-mismatch", "another name", "?sslmode=verify-ca"),
  asked("nothing", "a public CA", "?sslmode=verify-full"),
  asked("tls-name-mismatch", "another name", "?sslmode=verify-full"),
  asked("nothing", "a public CA", "?ssl=true"),
];
