// What the origins of the lab answer: the proof that a whitelist entry asks for where it asks for one, else a friendly 200. Pure.

import type { Check } from "../plan/check.ts";
import type { Answer, AnswerFor } from "./origin.ts";

export function answersFor(checks: readonly Check[]): AnswerFor {
  const proofs = new Map<string, Answer>();
  for (const { host, path, expect } of checks) {
    if (expect === null) continue;
    const answer = { status: expect.status[0] ?? 200, headers: { ...JSON_BODY, ...expect.header }, body: expect.body };
    proofs.set(key(host, path ?? "/"), answer);
  }
  return (host, path) => proofs.get(key(host, path)) ?? { status: 200, headers: JSON_BODY, body: '{"demo":true}\n' };
}

const JSON_BODY = { "content-type": "application/json" };

function key(host: string, path: string): string {
  return `${host.toLowerCase()} ${path}`;
}
