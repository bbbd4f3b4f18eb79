// A fault that the lab injects, with the finding that the doctor must give for it; and the choice of what to break. Pure.

import type { FindingCode } from "../diagnose/finding.ts";
import type { Check } from "../plan/check.ts";

export interface Fault {
  /** What was broken, one sentence for the reader. */
  text: string;
  /** The finding that it must give. */
  code: FindingCode;
  /** The check that it must make fail. */
  checkId: string;
  host: string;
  port: number;
}

/** Two required domains to break, the last two that are alone on their target, so that each breaks one check and no other. */
export function chooseVictims(checks: readonly Check[]): { denied: Check | null; intercepted: Check | null } {
  const alone = (check: Check) =>
    checks.filter(({ host, port }) => host === check.host && port === check.port).length === 1;
  const candidates = checks.filter(
    (check) =>
      check.kind === "path" &&
      check.need === "required" &&
      check.protocol === "https" &&
      check.port === 443 &&
      check.leavesFrom === "pod" &&
      check.route.kind === "proxy" &&
      alone(check),
  );
  return { denied: candidates.at(-1) ?? null, intercepted: candidates.at(-2) ?? null };
}

export function deniedDomain(check: Check): Fault {
  return fault(check, "proxy-denied", `The proxy denies ${check.host} by its rules.`);
}

export function interceptedDomain(check: Check): Fault {
  return fault(
    check,
    "tls-untrusted",
    `The proxy shows its own certificate for ${check.host}, by a CA that nobody trusts.`,
  );
}

export function droppedWarehouse(check: Check): Fault {
  return fault(check, "direct-blocked", `Every packet to the warehouse on ${check.host}:${check.port} is dropped.`);
}

function fault(check: Check, code: FindingCode, text: string): Fault {
  return { text, code, checkId: check.id, host: check.host, port: check.port };
}
