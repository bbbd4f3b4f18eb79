// TCP alone: a connection, or a tunnel, is all that can be asked for.

import type { Prober } from "../prober.ts";
import { openRoute } from "../steps/route.ts";

export const tcp: Prober = async (check, context, trace) => {
  await openRoute(check, context, trace);
};
