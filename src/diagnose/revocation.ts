// What it costs that Snowflake's revocation service is not reached: time at a login, whatever code says why. Nothing else breaks.

import type { Evidence, ObservedCheck } from "./evidence.ts";
import { failedStep, stepOf } from "./failed-step.ts";
import type { Remedy } from "./finding.ts";
import { listed, targets } from "./phrase.ts";
import { proxyOf } from "./proxy-record.ts";

export interface RevocationWords {
  why: string;
  remedies: Remedy[];
}

/** Null where anything else is concerned too: what is closed for all has worse to say. Times: snowflake-sdk 3.3, by experiment. */
export function revocationWords(claimed: ObservedCheck[], evidence: Evidence): RevocationWords | null {
  const first = claimed[0];
  if (!first || !claimed.every(isRevocation)) return null;
  const isSilent = failedStep(first)?.failure.code === "timed-out";
  const named = responders(evidence);
  return {
    why: `Before a login Snowflake's driver asks here whether certificates are revoked, and goes on without an answer. ${costOf(first)}`,
    remedies: [
      ...(isSilent ? [heard(claimed)] : []),
      {
        who: "firewall-admin",
        do: `Without this service the driver asks the responder that the target's certificate names, on port 80 and without the proxy${named ? ` (in this run ${named}, from which it was kept)` : ""}. Let the CARTO hosts reach it, or reject these connections and do not drop them: then nothing waits.`,
      },
    ],
  };
}

function isRevocation({ check }: ObservedCheck): boolean {
  return check.kind === "path" && check.warehouse?.kind === "snowflake" && check.protocol === "http";
}

function costOf(observed: ObservedCheck): string {
  const { record, failure } = failedStep(observed) ?? {};
  if (failure?.code !== "timed-out")
    return "A refusal costs no time by itself: where the certificate's own responder is silent too, logins usually take 10 s longer.";
  if (record?.phase === "tunnel")
    return "While the proxy leaves CONNECT unanswered the driver waits: usually a login then takes as long as the proxy does (over 40 s were seen).";
  return "In silence logins usually take 5 s longer, and 15 s where the certificate's own responder is silent too.";
}

function heard(claimed: ObservedCheck[]): Remedy {
  const proxied = proxyOf(claimed[0]!) !== null;
  return {
    who: "firewall-admin",
    do: `Let ${proxied ? "the proxy" : "the CARTO hosts"} reach ${targets(claimed)} in plain HTTP, or refuse it at once: the driver does without it, and waits for silence alone.`,
  };
}

/** Where the driver went besides, as its own connections show; "" where it was not run, or was kept from nothing. */
function responders({ checks }: Evidence): string {
  const ways = checks
    .filter(({ check }) => check.client === "snowflake")
    .flatMap((observed) => stepOf(observed, "login")?.facts.ways ?? []);
  return listed(ways.filter(({ kept }) => kept === "not-planned").map(({ to }) => to));
}
