// Plain HTTP: one GET, in absolute form by a forward proxy, or inside a tunnel, or direct.

import type { Prober } from "../prober.ts";
import { httpExchange } from "../steps/http-exchange.ts";
import { openRoute } from "../steps/route.ts";

export const http: Prober = async (check, context, trace) => {
  const socket = await openRoute(check, context, trace);
  await httpExchange(socket, check, context, trace);
};
