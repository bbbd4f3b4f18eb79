// HTTPS: the way there, TLS with the target, one GET.

import type { Prober } from "../prober.ts";
import { httpExchange } from "../steps/http-exchange.ts";
import { openRoute } from "../steps/route.ts";
import { HTTP1, tls } from "../steps/tls.ts";

export const https: Prober = async (check, context, trace) => {
  const socket = await openRoute(check, context, trace);
  const secured = await tls(socket, check, { alpn: HTTP1 }, context, trace);
  await httpExchange(secured, check, context, trace);
};
