// Certificates fail on their dates because this machine's clock is wrong, as the answers of the run show.

import { brokenByClock, type ClockReading, outdatedHandshake, readClock, timeSpan, witnessesOf } from "../clock.ts";
import type { Evidence, ObservedCheck } from "../evidence.ts";
import { gotThrough } from "../failed-step.ts";
import type { Severity } from "../finding.ts";
import { count, losses, sentences } from "../phrase.ts";
import { doctor } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { handshakeSight, sightings } from "../sighting.ts";
import { HTTP_DATE } from "../sources.ts";

const HARMFUL_MS = 5 * 60_000;
const MOST_WITNESSES = 3;

export const clockSkew: NetworkRule = {
  code: "clock-skew",
  page: {
    summary: "This machine's clock is wrong, and certificates look expired or not yet valid because of it.",
    severities: ["error", "warning"],
    means:
      "By the time that the servers tell, the certificates are valid; by this machine's clock they are not. A clock that is more than 5 minutes wrong is a warning even where nothing failed yet: usually sign-in tokens and signed requests are refused then.",
    recognised:
      "The Date header of fresh answers (the proxy's own, plain HTTP, or inside a verified handshake; none with an Age) is laid beside the time when they came. Where no answer told the time, one plain HEAD by the same route is asked for it. The certificate must be valid by that time; else it is tls-expired.",
    evidence: ["Date of the answers, and this machine's time when they came", "the dates of the certificates"],
    remedies: [
      { who: "operator", do: "Set the clock of the machine (in Kubernetes of the node), and have it kept by NTP." },
    ],
    verify: "date -u, beside a clock that is right; then carto-proxy doctor.",
    related: ["tls-expired", "proxy-tls-expired"],
    sources: [HTTP_DATE],
  },
  match(observed, evidence) {
    const clock = readClock(evidence);
    if (!clock) return null;
    const severity = brokenByClock(observed, evidence) ?? endangeredByClock(observed, evidence, clock);
    return severity && { severity, group: "clock" };
  },
  explain(claimed, evidence) {
    const clock = readClock(evidence)!;
    const broke = brokenByClock(claimed[0]!, evidence) !== null;
    const off = `${timeSpan(clock.aheadMs)} ${clock.aheadMs > 0 ? "ahead" : "behind"}`;
    const shown = clock.witnesses.slice(0, MOST_WITNESSES).map(({ source, date, receivedAt }) => {
      return `Date of the answer of ${source}: ${date}; received at ${receivedAt} by this clock`;
    });
    const sights = broke
      ? sightings(claimed, handshakeSight(outdatedHandshake(claimed[0]!, evidence) ?? "tls")).slice(0, 8 - shown.length)
      : [];
    return {
      title: broke
        ? `The clock of this machine is ${off}, and certificates fail because of it`
        : `The clock of this machine is ${off}`,
      why: sentences(
        broke &&
          `The certificates of ${count(claimed.length, "check")} are valid by the time that the answers of this run tell, and not by this machine's clock.`,
        !broke &&
          "No certificate failed on its dates yet. Usually sign-in tokens and signed requests are refused when the clock is more than a few minutes wrong.",
        broke && gotThrough(claimed[0]!) && "They went on only because TLS verification is off.",
        broke && losses(claimed),
      ),
      evidence: [...shown, ...sights],
      remedies: [
        {
          who: "operator",
          do:
            evidence.settings.deployment === "vm"
              ? "Set the clock of this machine, and have it kept by NTP:"
              : "Set the clock of the nodes, which the pods share, and have it kept by NTP; on a node:",
          snippet: { language: "sh", text: "timedatectl set-ntp true\ntimedatectl status" },
          verify: `date -u; ${doctor(claimed[0]!)}`,
        },
      ],
    };
  },
};

/** Two sources or more say so, among them one that this check met: a single server's clock may be the wrong one. */
function endangeredByClock(observed: ObservedCheck, evidence: Evidence, clock: ClockReading): Severity | null {
  const isOff = (aheadMs: number) => Math.abs(aheadMs) > HARMFUL_MS && aheadMs > 0 === clock.aheadMs > 0;
  if (!isOff(clock.aheadMs) || !gotThrough(observed)) return null;
  if (clock.witnesses.filter(({ aheadMs }) => isOff(aheadMs)).length < 2) return null;
  if (!witnessesOf(observed).some(({ aheadMs }) => isOff(aheadMs))) return null;
  const broke = evidence.checks.some((other) => brokenByClock(other, evidence) !== null);
  return broke ? null : "warning";
}
