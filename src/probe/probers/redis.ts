// Redis and what speaks like it: TCP, TLS where the URL says so, PING, and AUTH where it has a password.

import { Incoming } from "../incoming.ts";
import type { Prober } from "../prober.ts";
import { logIn } from "../redis/log-in.ts";
import { ping } from "../redis/ping.ts";
import { openRoute } from "../steps/route.ts";
import { tls } from "../steps/tls.ts";
import { trustFrom } from "../trust.ts";

export const redis: Prober = async (check, context, trace) => {
  const warehouse = context.settings.warehouses[check.warehouse?.index ?? -1];
  const opened = await openRoute(check, context, trace);
  const options = {
    alpn: [],
    verify: warehouse?.verify !== false && context.settings.tlsVerification.enabled,
    trust: warehouse?.ca ? trustFrom(warehouse.ca.certificates) : context.trust,
  };
  const socket = warehouse?.tls === "direct" ? await tls(opened, check, options, context, trace) : opened;
  const incoming = new Incoming(socket);
  await ping(socket, incoming, context, trace);
  if (warehouse?.credentials?.password.reveal()) await logIn(socket, incoming, warehouse.credentials, context, trace);
};
