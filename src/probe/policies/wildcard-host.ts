// A host under a wildcard that nobody has: would the proxy let any host through, or only those that are on its list one by one?

import { boundedSteps } from "../bounded-steps.ts";
import type { PhaseRecord } from "../observation.ts";
import { type Prober, Untold } from "../prober.ts";
import { openRoute } from "../steps/route.ts";
import { StepFailed } from "../trace.ts";

/** The proxy said no more about the host than that it is not there: so its policy lets it through. */
const NOT_THERE = ["dns-failure", "upstream-unreachable"];
/** What concerns every host, this one included. */
const ABOUT_ALL = ["denied", "auth-required"];

/**
 * The tunnel is closed as soon as it is open. Since the host usually does not exist, that the proxy cannot find it is no failure; what
 * does not tell (silence, a connection that breaks) leaves the question open.
 */
export const wildcardHost: Prober = async (check, context, trace) => {
  const tunnelOnly = { ...check, protocol: "tcp" as const };
  const records = await boundedSteps(context, (own, inner) => openRoute(tunnelOnly, own, inner));
  for (const record of records) {
    const failure = record.failure;
    if (record.phase !== "tunnel" || !failure || ABOUT_ALL.includes(refusalKind(record))) {
      trace.adopt(record);
      if (failure) throw new StepFailed(failure);
    } else if (letThrough(record)) {
      const { failure: _, ...rest } = record;
      trace.adopt({ ...rest, ok: true });
    } else {
      throw new Untold(
        `the proxy did not tell whether it lets any host of ${check.wildcard} through: ${failure.cause}`,
      );
    }
  }
};

function letThrough(record: Extract<PhaseRecord, { phase: "tunnel" }>): boolean {
  return record.failure?.code === "odd-success" || NOT_THERE.includes(refusalKind(record));
}

/** A page that speaks of names tells of a look-up that failed, whatever its status. */
function refusalKind(record: Extract<PhaseRecord, { phase: "tunnel" }>): string {
  const { refusal, reply } = record.facts;
  if (refusal?.kind !== "denied" || EXPLICIT.test(refusal.sign)) return refusal?.kind ?? "";
  return SPEAKS_OF_NAMES.test(`${reply?.statusText ?? ""} ${reply?.body ?? ""}`) ? "other" : "denied";
}

const EXPLICIT = /ERR_ACCESS_DENIED|http_request_denied/;
const SPEAKS_OF_NAMES =
  /\bdns\b|resolv|unknown host|host ?name|no such host|name or service|nxdomain|cannot find|could not find|not found/i;
