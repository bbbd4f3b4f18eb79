// PostgreSQL and Redshift: TCP, TLS by SSLRequest, and the server's answer to a StartupMessage, without logging in.

import type { Warehouse } from "../../settings/settings.ts";
import { startUp } from "../postgres/start-up.ts";
import { negotiateTls } from "../postgres/tls-negotiation.ts";
import type { Prober } from "../prober.ts";
import { openRoute } from "../steps/route.ts";
import { trustFrom } from "../trust.ts";

const MADE_UP_USER = "carto_doctor_probe";

export const postgres: Prober = async (check, context, trace) => {
  const warehouse: Warehouse | undefined = context.settings.warehouses[check.warehouse?.index ?? -1];
  const mode = warehouse?.tls ?? "opportunistic";
  const opened = await openRoute(check, context, trace);
  const enforced = mode === "negotiated" && warehouse?.verify !== false;
  const wish = {
    required: mode === "negotiated",
    enforced,
    checkName: warehouse?.checkName !== false,
    verify: enforced && context.settings.tlsVerification.enabled,
    trust: warehouse?.ca ? trustFrom(warehouse.ca.certificates) : context.trust,
  };
  const socket = mode === "none" ? opened : await negotiateTls(opened, check, wish, context, trace);
  const user = warehouse?.credentials?.user.reveal();
  const visitor = { user: user ?? MADE_UP_USER, database: warehouse?.database ?? null, madeUp: user === undefined };
  await startUp(socket, visitor, mode !== "none", context, trace);
};
