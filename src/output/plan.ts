// A Plan → text: each check with its target, its route and the reason, required ones first.

import type { Check, Plan, Route } from "../plan/check.ts";
import type { Settings } from "../settings/settings.ts";

export function renderPlan(plan: Plan, { deployment }: Settings): string {
  const kept = plan.checks.filter((check) => check.skip === null);
  const skipped = plan.checks.filter((check) => check.skip !== null);
  return [
    `Deployment ${deployment.kind}: ${deployment.from}.`,
    `${kept.length} checks; nothing was sent.`,
    ...section("REQUIRED", kept.filter((check) => check.need === "required").map(planned)),
    ...section("OPTIONAL", kept.filter((check) => check.need === "optional").map(planned)),
    ...section(
      "SKIPPED",
      skipped.map(({ id, skip }) => `${id}\n    ${skip}`),
    ),
    "",
  ].join("\n");
}

function section(heading: string, entries: string[]): string[] {
  return entries.length === 0 ? [] : ["", `${heading} (${entries.length})`, ...entries.map((entry) => `  ${entry}`)];
}

function planned(check: Check): string {
  const { id, protocol, host, port, route, leavesFrom } = check;
  const target = `${protocol} ${host.includes(":") ? `[${host}]` : host}:${port}`;
  const from = leavesFrom === "pod" ? "" : `\n    leaves from the ${leavesFrom}, which has proxy settings of its own`;
  return `${id}\n    ${target}\n    ${wayText(route)}${from}${sent(check)}`;
}

/** The amount of traffic beyond one GET, and what it is for. */
function sent({ traffic, purpose }: Check): string {
  if (!traffic) return "";
  const { bytes, connections, idleMs, after } = traffic;
  const amount = [
    connections === 1 ? "1 connection" : `up to ${connections} connections`,
    ...(bytes > 0 ? [`${bytes.toLocaleString("en")} bytes`] : []),
    ...(idleMs === undefined ? [] : [`${idleMs / 1000} s without a byte`]),
  ];
  return `\n    sends ${amount.join(", ")}, where ${after} got through\n    ${purpose}`;
}

function wayText(route: Route): string {
  if (route.kind === "direct") {
    return `direct (${route.reason}${route.entry === null ? "" : `: entry "${route.entry}"`})`;
  }
  return `proxy ${route.proxy} (${route.reason}${route.form === "absolute" ? ", absolute form" : ""})`;
}
