// What was asked once more when a check had ended, and what came of it: one line an answer.

import type { Failure, FollowUp, Phase, TunnelTrial } from "../../probe/observation.ts";
import { wrap } from "../layout.ts";
import type { Style } from "../style.ts";

/** Nothing where nothing was asked. */
export function followUpLines(followUp: FollowUp | undefined, style: Style): string[] {
  if (!followUp) return [];
  const answers = Object.entries(QUESTIONS).flatMap(([name, tell]) => {
    const answer = followUp[name as keyof FollowUp];
    return answer === undefined ? [] : (tell as (answer: unknown) => string[])(answer);
  });
  return answers.flatMap((answer) => wrap(answer, style.width, "  asked once more: ", " ".repeat(6)));
}

/** A question that is added later is missing here, and the compiler says so. */
const QUESTIONS: { [Question in keyof FollowUp]-?: (answer: NonNullable<FollowUp[Question]>) => string[] } = {
  rateLimited: ({ reply, waitedMs }) => [
    `the steps above are those of a second try, ${Math.round(waitedMs)} ms after ${statusLine(reply)}`,
  ],
  port443: (trial) => [`the same host on port 443: ${tunnel(trial)}`],
  byProxy: (trial) => [`the same target by the proxy: ${tunnel(trial)}`],
  clock: (reply) => {
    const date = reply.headers.find(([name]) => name === "date")?.[1] ?? "nothing";
    return [`the time, by a plain HEAD: Date says ${date}, and this clock said ${reply.receivedAt ?? "nothing"}`];
  },
  control: ({ works, phase, failure, ms }) => [
    `the same direct: ${works ? "works" : failed(phase, failure)} (${ms} ms)`,
  ],
  addresses: (trials) =>
    trials.map(
      ({ address, works, failure, ms }) => `${address}: ${works ? "works" : failed("tcp", failure)} (${ms} ms)`,
    ),
  nodes: ({ proxy, target, nodes }) =>
    nodes.map(
      ({ address, works, phase, failure, ms }) =>
        `${proxy} at ${address}: ${works ? `opens a tunnel to ${target}` : failed(phase, failure)} (${ms} ms)`,
    ),
};

function tunnel({ proxy, target, opened, failure, ms }: TunnelTrial): string {
  return `CONNECT ${target} by ${proxy} ${opened ? "opens" : failed("tunnel", failure)} (${ms} ms)`;
}

function failed(phase: Phase | null, failure: Failure | null): string {
  return `FAIL ${phase ?? ""} ${failure ? `${failure.code}: ${failure.cause}` : "for an unknown reason"}`;
}

function statusLine({ status, statusText }: { status: number; statusText: string }): string {
  return `${status} ${statusText}`.trim();
}
