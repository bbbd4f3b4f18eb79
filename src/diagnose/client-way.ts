// Where a client library really went, from the connections that were seen on its sockets.

import type { ClientWay } from "../probe/observation.ts";
import type { Evidence, ObservedCheck } from "./evidence.ts";
import { gotThrough, stepOf } from "./failed-step.ts";
import { hostPort } from "./service.ts";

/** The connections for the check's own target; empty where none was seen. */
export function waysToTarget(observed: ObservedCheck): ClientWay[] {
  const target = hostPort(observed.check);
  const ways = stepOf(observed, "login")?.facts.ways ?? [];
  return ways.filter(({ kind, to, asked }) => {
    if (kind === "direct") return to === target;
    return asked === null || asked === `CONNECT ${target}`;
  });
}

/** By the last connection; null where the library opened none. */
export function takenRoute(observed: ObservedCheck): ClientWay["kind"] | null {
  return waysToTarget(observed).at(-1)?.kind ?? null;
}

/** The first of the connections for the check's own target, for a line of evidence. */
export function wayTexts(observed: ObservedCheck): string[] {
  return waysToTarget(observed).slice(0, 3).map(wayText);
}

/** The tunnel that a library opened to another check's target, by whatever proxy; null where it opened none. */
export function tunnelTo(check: ObservedCheck["check"], library: ObservedCheck): ClientWay | null {
  const asked = `CONNECT ${hostPort(check)}`;
  const ways = stepOf(library, "login")?.facts.ways ?? [];
  return ways.find((way) => way.asked === asked && way.status === 200) ?? null;
}

/** The driver's check of the same warehouse, where it got through and had a tunnel of its own to this check's target; else null. */
export function driverThrough(check: ObservedCheck["check"], { checks }: Evidence): ObservedCheck | null {
  const drivers = checks.filter(({ check: { kind, warehouse } }) => {
    return kind === "client" && warehouse !== null && warehouse.index === check.warehouse?.index;
  });
  return drivers.find((driver) => gotThrough(driver) && tunnelTo(check, driver) !== null) ?? null;
}

/** e.g. "direct to api.example:443 (10.1.2.3)", "CONNECT api.example:443 by proxy.example:3128: 403". */
export function wayText({ kind, to, address, asked, status, kept }: ClientWay): string {
  const where = address === null || to.startsWith(address) ? to : `${to} (${address})`;
  const end =
    kept === undefined ? "" : `, kept from it: ${kept === "not-planned" ? "no address of this check" : "too many"}`;
  if (kind === "direct") return `direct to ${where}${address === null ? ", no connection" : ""}${end}`;
  const answer = address === null ? "no connection" : status === null ? "no answer" : String(status);
  return `${asked ?? "connection"} by ${where}: ${answer}${end}`;
}
