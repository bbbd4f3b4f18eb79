// A warehouse is closed direct, as its driver does not go: it was run, and got through by the proxy.

import { driverThrough, tunnelTo, wayText } from "../client-way.ts";
import type { Evidence, ObservedCheck } from "../evidence.ts";
import { failedStep, stepOf } from "../failed-step.ts";
import { count, sentences, targets } from "../phrase.ts";
import { doctor } from "../remedies/command.ts";
import { firewallRequest } from "../remedies/firewall.ts";
import type { NetworkRule } from "../rule.ts";
import { sight, sightings } from "../sighting.ts";
import { CARTO_PROXY, SNOWFLAKE_PROXY } from "../sources.ts";

export const bypassNotTaken: NetworkRule = {
  code: "bypass-not-taken",
  excuses: true,
  page: {
    summary: "A warehouse is closed direct, and its driver, which CARTO's documentation sends direct, uses the proxy.",
    severities: ["warning"],
    means:
      "CARTO's documentation says that Snowflake does not support an https:// proxy and has to be reached without it. The source of version 2.1.3 of its driver hands the proxy's scheme on to a library that knows https://, and 3.3, run behind such a proxy, logs in by it wherever NO_PROXY does not exclude the host. Which version CARTO ships is not published: with the one that was run, the closed direct way breaks nothing.",
    recognised:
      "The check goes direct as documented and fails, while the driver, run with the variables of CARTO's container, opened its tunnel to the same host and port by the proxy and reached the service.",
    evidence: ["how the direct way failed", "the tunnel that the driver opened, and its version"],
    remedies: [
      {
        who: "operator",
        do: "Nothing has to be done for this version of the driver. To be on the documented side: exclude the host with no-proxy-snowflake's spelling, once the direct way is open.",
      },
      { who: "firewall-admin", do: "For the documented way: allow the CARTO hosts to reach the warehouse direct." },
    ],
    verify: "carto-proxy doctor --only CHECK.",
    related: ["no-proxy-snowflake", "bypass-only-by-proxy", "direct-blocked"],
    sources: [CARTO_PROXY, SNOWFLAKE_PROXY],
  },
  match(observed, evidence) {
    const driver = driverOf(observed, evidence);
    return driver && failedStep(observed) ? { severity: "warning", group: driver.check.id } : null;
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const through = driverOf(first, evidence);
    const by = (through && stepOf(through, "login")?.facts.by) ?? "its driver";
    const rule = firewallRequest(
      "the CARTO hosts",
      claimed.map(({ check }) => check),
    );
    return {
      title: `${targets(claimed)} cannot be reached direct, and need not be: ${by} gets through by the proxy`,
      why: sentences(
        `CARTO's documentation has Snowflake bypass an https:// proxy, so ${count(claimed.length, "check")} went direct, and failed. The driver that was run with the container's variables took the proxy and reached the service.`,
        "Which version CARTO ships is not published, and its documentation says that it cannot do the same: if CARTO's own logins fail, open the direct way.",
      ),
      evidence: sightings(claimed, (observed) => {
        const way = through && tunnelTo(observed.check, through);
        return way ? `${sight(observed)}; its driver: ${wayText(way)}` : sight(observed);
      }),
      remedies: [
        {
          who: "operator",
          do: "Leave it, or take the documented way: have the direct way opened, then add .snowflakecomputing.com and *.snowflakecomputing.com to NO_PROXY.",
          verify: doctor(...claimed),
        },
        { who: "firewall-admin", ...rule, do: `For the documented way: ${rule.do}`, verify: doctor(...claimed) },
      ],
    };
  },
};

/** Only where the route is the documentation's, and not the operator's own. */
function driverOf(observed: ObservedCheck, evidence: Evidence): ObservedCheck | null {
  const { kind, warehouse, route } = observed.check;
  if (kind !== "path" || warehouse?.kind !== "snowflake" || route.reason !== "warehouse-bypass") return null;
  return driverThrough(observed.check, evidence);
}
