// Sessions at a PostgreSQL or a PgBouncer that come as far as the question for a password, stay there, and each take a place.

import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Incoming } from "../../src/probe/incoming.ts";
import { readErrorResponse } from "../../src/probe/postgres/error-response.ts";
import { nextMessage, startupMessage } from "../../src/probe/postgres/message.ts";

export interface Sessions {
  end(): void;
}

/** Resolves when all of them are in. A place that is still being cleared is waited for. */
export async function holdSessions(port: number, count: number, user: string, database: string): Promise<Sessions> {
  const held: Socket[] = [];
  while (held.length < count) {
    const { socket, says } = await knock(port, user, database);
    if (says === "") held.push(socket);
    else await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    end() {
      for (const socket of held) socket.destroy();
    },
  };
}

/** Waits until the server turns clients away in these words. */
export async function untilItSays(words: string, port: number, user: string, database: string): Promise<void> {
  for (;;) {
    const { socket, says } = await knock(port, user, database);
    socket.destroy();
    if (says === words) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** `says`: the words of an error, empty where a password is asked for. */
async function knock(port: number, user: string, database: string): Promise<{ socket: Socket; says: string }> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  const incoming = new Incoming(socket);
  socket.write(startupMessage(user, database));
  const message = await nextMessage(incoming, "RE").catch(() => null);
  if (message?.type === "R") return { socket, says: "" };
  socket.destroy();
  return { socket, says: message ? readErrorResponse(message.body).message : "closed" };
}
