// What rows rest on, where a pass says less than it seems: TCP alone always, the hosts of a wildcard where every detail is asked for.

import type { Proof } from "../../report/proof.ts";
import type { Report } from "../../report/report.ts";
import { counted, wrap } from "../layout.ts";
import { paint, type Style } from "../style.ts";
import { someIds } from "./ids.ts";

export function proofs(report: Report, style: Style): string[] {
  const alone = report.checks.filter(({ provenBy }) => provenBy?.kind === "tcp-alone").map(({ id }) => id);
  if (alone.length === 0) return [];
  const words = `${counted(alone.length, "check")}: nothing was said on the connection, since the client of this protocol speaks first; a firewall that takes every connection would look the same`;
  return [
    paint(style, "heading", `PROVEN BY A TCP CONNECTION ALONE (${alone.length})`),
    ...wrap(words, style.width, "  "),
    ...wrap(someIds(alone, style), style.width, "    "),
  ];
}

/** One sentence for the steps of one check. */
export function proofText(proof: Proof, wildcard: string | null): string {
  if (proof.kind === "tcp-alone") return "proven by a TCP connection alone";
  const hosts = `${proof.through} of ${counted(proof.tested, "tested host")} of ${wildcard ?? "the wildcard"} got through`;
  return `${hosts}; ${ANY_HOST[proof.anyHost]}`;
}

const ANY_HOST: Record<Extract<Proof, { kind: "wildcard" }>["anyHost"], string> = {
  "let-through": "the proxy lets a host through that nobody has, so usually any",
  denied: "the proxy denies a host that nobody has",
  untold: "what the proxy does with other hosts was not told",
  "not-asked": "no other host was asked for",
};
