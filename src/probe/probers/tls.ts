// TLS from the first byte and nothing after it.

import type { Prober } from "../prober.ts";
import { openRoute } from "../steps/route.ts";
import { tls as tlsStep } from "../steps/tls.ts";
import { trustFrom } from "../trust.ts";

export const tls: Prober = async (check, context, trace) => {
  const socket = await openRoute(check, context, trace);
  const warehouse = check.warehouse && context.settings.warehouses[check.warehouse.index];
  const trust = warehouse?.ca ? trustFrom(warehouse.ca.certificates) : context.trust;
  const verify = context.settings.tlsVerification.enabled && (warehouse?.verify ?? true);
  await tlsStep(socket, check, { alpn: [], trust, verify }, context, trace);
};
