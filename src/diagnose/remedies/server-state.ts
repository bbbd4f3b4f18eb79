// What to do about a PostgreSQL that takes no connections just now: waiting helps with some of its states and not with others.

import type { Remedy } from "../finding.ts";
import type { ServerState } from "../server-state.ts";

const LATER: Remedy = { who: "operator", do: "Wait until the server is up, and test again." };
const OPEN = "hot_standby = on, and restart it";

/** Null: it does not say which. */
export function remediesFor(state: ServerState | null): Remedy[] {
  switch (state) {
    case "starting":
      return [
        LATER,
        admin(
          `If it stays: see in the server's log what its start waits for (up to PostgreSQL 13 a standby says this too: ${OPEN}).`,
        ),
      ];
    case "stopping":
      return [
        LATER,
        admin("Start the server again. If it does not stop: a smart shutdown waits for every session to end."),
      ];
    case "recovering":
      return [LATER, admin("The server replays its log after a crash: see in the server's log what made it crash.")];
    case "standby-not-ready":
      return [
        LATER,
        admin("If it stays: see in the standby's log why it does not reach a consistent state, or name the primary."),
      ];
    case "standby-closed":
      return [
        { who: "operator", do: "Connect to the primary server instead: waiting does not open this one." },
        admin(`Or let clients in on this standby: ${OPEN}.`),
      ];
    default:
      return [
        LATER,
        admin(
          `If it stays: see in the server's log why it does not finish starting or stopping; on a standby: ${OPEN}.`,
        ),
      ];
  }
}

function admin(text: string): Remedy {
  return { who: "warehouse-admin", do: text };
}
