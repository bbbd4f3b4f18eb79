// A whitelisted host without the proxy, which must not be reached so: TCP alone proves nothing, only an answer to a ClientHello does.

import { boundedSteps } from "../bounded-steps.ts";
import type { PhaseRecord } from "../observation.ts";
import type { Prober } from "../prober.ts";
import { openRoute } from "../steps/route.ts";
import { HTTP1, HTTP2, tls } from "../steps/tls.ts";
import { StepFailed } from "../trace.ts";

/**
 * Every failure is a pass: the way is closed. A firewall that takes the TCP connection for everybody and then stays mute, resets or
 * sends an alert has closed it too. Certificate verified: it is the host itself, and the step fails as `reached`. Another
 * certificate: something else answered in its place, which `facts.answeredBy` names.
 */
export const closedWay: Prober = async (check, context, trace) => {
  const alpn = check.protocol === "grpc" ? HTTP2 : HTTP1;
  const records = await boundedSteps(context, async (own, inner) => {
    const socket = await openRoute(check, own, inner);
    await tls(socket, check, { alpn, verify: false }, own, inner);
  });
  for (const record of records) {
    const judged = judge(record);
    trace.adopt(judged);
    if (judged.failure) throw new StepFailed(judged.failure);
  }
};

function judge(record: PhaseRecord): PhaseRecord {
  const { failure: _, ...rest } = record;
  if (record.phase !== "tls" || record.facts.version === null) return { ...rest, ok: true } as PhaseRecord;
  const { facts } = record;
  if (facts.verified) {
    const cause = `TLS with the certificate of ${facts.servername} itself, without the proxy`;
    return { ...record, ok: false, failure: { code: "reached", cause } };
  }
  // Nobody trusts this certificate here, and nothing hangs on it: it is no fault of a path that is in use.
  const answeredBy = facts.chain.at(-1)?.issuer ?? "";
  const quiet = { ...facts, answeredBy, enforced: false, certificateFailure: null, chain: [], anchor: null };
  return { ...record, ok: true, facts: quiet };
}
