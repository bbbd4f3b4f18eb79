// The request to whoever runs the proxy and the firewalls: each connection, what it is for, what breaks without it.

import type { Check } from "../plan/check.ts";
import type { Artifact } from "./artifact.ts";
import { reasonOf } from "./egress.ts";
import { csv } from "./firewall-request/csv.ts";
import { markdown } from "./firewall-request/markdown.ts";
import type { Handoff, Target } from "./handoff.ts";
import { featuresOf, isRequired, purposesOf } from "./targets.ts";

/** One line of the request. */
export interface RequestedRow {
  /** Who is asked: whoever runs the proxy, or the firewall on the way out. */
  at: "proxy" | "firewall";
  from: string;
  host: string;
  port: number;
  protocol: string;
  need: "required" | "optional";
  why: string;
  without: string;
  /** "" without a report. */
  observed: string;
  ids: string[];
}

export function firewallRequest(handoff: Handoff): Artifact {
  const rows = [...ownWay(handoff), ...handoff.targets.map((target) => rowOf(target, handoff))];
  const ordered = [
    ...rows.filter(({ need }) => need === "required"),
    ...rows.filter(({ need }) => need === "optional"),
  ];
  return { text: { markdown, csv }[handoff.choices.format](ordered, handoff), notes: [] };
}

/** Without the way to the proxy itself nothing of the rest helps. Not asked for again where a report shows what is missing. */
function ownWay({ proxy, found }: Handoff): RequestedRow[] {
  if (proxy === null || found !== null) return [];
  return [
    {
      at: "firewall",
      from: FROM.pod,
      host: proxy.host,
      port: proxy.port,
      protocol: proxy.scheme === "https" ? "HTTP proxy over TLS" : "HTTP proxy",
      need: "required",
      why: "The proxy, through which CARTO reaches everything that is not marked as direct.",
      without: "CARTO reaches nothing outside.",
      observed: "",
      ids: [],
    },
  ];
}

const FROM: Record<Check["leavesFrom"], string> = {
  pod: "CARTO's services",
  node: "machines that pull container images",
  browser: "users' browsers",
  installer: "administrator's machine",
};

function rowOf(target: Target, { found }: Handoff): RequestedRow {
  const { host, port, way, checks } = target;
  const lost = featuresOf(target).replace("data-warehouse", "everything that uses it");
  const required = isRequired(target);
  return {
    at: way === "direct" ? "firewall" : "proxy",
    from: [...new Set(checks.map(({ leavesFrom }) => FROM[leavesFrom]))].join(", "),
    host,
    port,
    protocol: protocolOf(target),
    need: required ? "required" : "optional",
    why: [...purposesOf(target), ...(way === "direct" ? [reasonOf(target)] : [])]
      .filter((words) => words !== "")
      .join(" "),
    without: `Breaks${required ? "" : ", where it is used"}: ${lost}.`,
    observed: found === null ? "" : target.observed.join("; "),
    ids: [...new Set(checks.map(({ id }) => id))],
  };
}

const PROTOCOLS: Record<Check["protocol"], string> = {
  https: "HTTPS",
  http: "HTTP",
  grpc: "gRPC over TLS (HTTP/2)",
  tcp: "TCP",
  tls: "TLS",
  postgres: "PostgreSQL",
  redshift: "PostgreSQL (Redshift)",
  redis: "Redis",
};

/** As the administrator of a proxy must know it: a tunnel, or a plain request. */
function protocolOf({ way, checks }: Target): string {
  const protocols = [...new Set(checks.map(({ protocol }) => PROTOCOLS[protocol]))].join(", ");
  return way === "tunnel" ? `${protocols}, by CONNECT` : protocols;
}
