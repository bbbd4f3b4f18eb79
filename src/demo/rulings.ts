// What the proxy of the lab does with each target of the plan: all are let through, then some are broken on purpose.

import type { Check } from "../plan/check.ts";
import { chooseVictims, deniedDomain, droppedWarehouse, type Fault, interceptedDomain } from "./fault.ts";
import type { Ruling } from "./proxy.ts";
import type { Servers } from "./servers.ts";

export type Rulings = Map<string, Ruling>;

/** Every check that goes by the proxy is led to the origin that speaks its protocol. */
export function letThrough(
  checks: readonly Check[],
  rulings: Rulings,
  origins: Pick<Servers, "plain" | "secure">,
): void {
  for (const check of checks) {
    if (check.route.kind !== "proxy") continue;
    const { port } = check.protocol === "http" ? origins.plain : origins.secure;
    rulings.set(targetOf(check), { kind: "forward", port });
  }
}

/** Denies one domain and intercepts another; the port that drops packets is broken already. Gives what the doctor must find. */
export function breakSome(
  checks: readonly Check[],
  rulings: Rulings,
  { inspector }: Pick<Servers, "inspector">,
  droppedPort: number | null,
): Fault[] {
  const { denied, intercepted } = chooseVictims(checks);
  const dropped = checks.find((check) => check.warehouse !== null && check.port === droppedPort);
  if (denied !== null) rulings.set(targetOf(denied), { kind: "deny" });
  if (intercepted !== null) rulings.set(targetOf(intercepted), { kind: "intercept", port: inspector.port });
  return [
    ...(denied === null ? [] : [deniedDomain(denied)]),
    ...(intercepted === null ? [] : [interceptedDomain(intercepted)]),
    ...(dropped === undefined ? [] : [droppedWarehouse(dropped)]),
  ];
}

function targetOf({ host, port }: Check): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`.toLowerCase();
}
