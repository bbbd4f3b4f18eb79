// Asks for the time of day by one plain HEAD, where certificates fail on their dates and no answer of the run has told it.

import type { Check } from "../plan/check.ts";
import type { Measure } from "./follow-up.ts";
import type { HttpReply, Observation } from "./observation.ts";
import type { Prober } from "./prober.ts";
import { httpExchange } from "./steps/http-exchange.ts";
import { openRoute } from "./steps/route.ts";

/**
 * At most one question for each route, to a host of the plan that failed so: plain HTTP, since TLS is what the clock breaks. The
 * proxy's own refusal of it tells the time as well.
 */
export async function askTheTime(checks: Check[], seen: Observation[], measure: Measure): Promise<Observation[]> {
  if (seen.some(tellsTime)) return seen;
  const routes = new Set<string>();
  for (const [index, check] of checks.entries()) {
    const observation = seen[index];
    const route = check.route.kind === "proxy" ? check.route.proxy : "direct";
    if (!observation || !["https", "grpc"].includes(check.protocol) || check.kind !== "path") continue;
    if (routes.has(route) || !failsOnDates(observation)) continue;
    routes.add(route);
    const clock = toldBy(await measure(plainly(check), { prober: head }));
    if (clock) return seen.with(index, { ...observation, followUp: { ...observation.followUp, clock } });
  }
  return seen;
}

const head: Prober = async (check, context, trace) => {
  const socket = await openRoute(check, context, trace);
  await httpExchange(socket, check, context, trace, "HEAD");
};

function plainly(check: Check): Check {
  const route = check.route.kind === "proxy" ? { ...check.route, form: "absolute" as const } : check.route;
  return { ...check, protocol: "http", port: 80, path: "/", expect: null, route };
}

function failsOnDates({ phases }: Observation): boolean {
  const judged = phases.flatMap((record) => (record.phase === "tls" ? [record.facts.certificateFailure?.code] : []));
  return judged.some((code) => code === "certificate-expired" || code === "certificate-not-yet-valid");
}

/** In a verified handshake or in none: an unverified answer could come from anybody. */
function tellsTime({ phases }: Observation): boolean {
  const verified = phases.every((record) => record.phase !== "tls" || record.facts.verified === true);
  return phases.some(
    (record) =>
      (record.phase === "tunnel" && record.facts.reply?.receivedAt) ||
      (verified && record.phase === "exchange" && record.facts.protocol === "http" && record.facts.reply?.receivedAt),
  );
}

function toldBy({ phases }: Observation): HttpReply | null {
  for (const record of phases) {
    if (record.phase !== "exchange" || record.facts.protocol !== "http") continue;
    if (record.facts.reply?.receivedAt) return record.facts.reply;
  }
  return null;
}
