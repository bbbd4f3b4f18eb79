// What the lab's origin answers for each whitelisted host and path, so that the proof that an entry asks for is given.

import type { Domain } from "../../src/whitelist/domain.ts";
import { hostsOf } from "./whitelist.ts";

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Host, then path. */
export type Answers = Record<string, Record<string, Answer>>;

export function answersFor(domains: Domain[]): Answers {
  const answers: Answers = {};
  for (const domain of domains) {
    if (domain.expect === null) continue;
    const { status, header, body } = domain.expect;
    for (const host of hostsOf(domain)) {
      answers[host] = { ...answers[host], [domain.path]: { status: status[0] ?? 200, headers: header, body } };
    }
  }
  return answers;
}
