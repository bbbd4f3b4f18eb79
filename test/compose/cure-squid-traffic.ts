// Remedies for traffic that a real Squid breaks although a GET passes: limits of its own, and rules that see into TLS.

import type { FindingCode } from "../../src/diagnose/finding.ts";
import type { TrafficKind } from "../../src/whitelist/domain.ts";
import { type Cure, only } from "./cure.ts";
import { BUMP_ALL, bumping, LAB, run, TRUSTING, under } from "./cure-squid.ts";

/** Seconds: Squid cuts after fewer, and a busy machine has time to notice. */
const IDLE = ["--idle", "14"];
const CUT = "5 seconds";

function thorough(...kinds: TrafficKind[]): string[] {
  const checks = only("lab-one", "lab-other", ...kinds.map((kind) => `traffic:${kind}@*`));
  return [...LAB("traffic"), "--thorough", ...IDLE, ...checks];
}

/** Of TLS that Squid inspects, with a CA that is trusted. An exemption lifts the inspection with it. */
function inspected(code: FindingCode, how: string, lines: string[], kinds: TrafficKind[], more: Partial<Cure> = {}) {
  const cure = under(code, how, [], run(thorough(...kinds), TRUSTING), {
    besides: ["tls-intercepted-trusted"],
    ...more,
  });
  return { ...cure, fault: bumping([...BUMP_ALL, ...lines]) };
}

export const squidTrafficCures: Cure[] = [
  inspected(
    "request-body-blocked",
    "POST denied inside TLS",
    ["acl posts method POST", "http_access deny posts"],
    ["post", "upload"],
  ),
  inspected("upload-cut", "request_body_max_size", ["request_body_max_size 1 MB"], ["post", "upload"], {
    // One line for a limit: TLS goes on being inspected.
    left: ["tls-intercepted-trusted"],
  }),
  inspected(
    "websocket-blocked",
    "an Upgrade denied inside TLS",
    ["acl upgrades req_header Upgrade -i websocket", "http_access deny upgrades"],
    ["websocket"],
  ),
  inspected("long-head-blocked", "request_header_max_size", ["request_header_max_size 4 KB"], ["long-header"]),
  under("idle-stream-cut", "read_timeout", [`read_timeout ${CUT}`], run(thorough("idle"))),
  under("tunnel-limit", "client_ip_max_connections", ["client_ip_max_connections 9"], run(thorough("tunnels"))),
  under(
    "tunnel-limit",
    "an acl of type maxconn",
    ["acl many maxconn 9", "http_access deny many"],
    run(thorough("tunnels")),
  ),
];
