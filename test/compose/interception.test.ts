// A proxy that inspects TLS: every certificate is its own, and HTTP/2 is lost on the way.

import { test } from "vitest";
import { play, ROWS, rowsOf, type Scenario } from "./scenario.ts";

const GRPC = rowsOf((domain) => domain.protocol === "grpc");

const scenarios: Scenario[] = [
  {
    name: "its CA is not trusted here",
    proxy: "http://squid:3133",
    expected: { exit: 1, summary: "fail", rows: "fail", findings: [["tls-intercepted", ROWS]] },
  },
  {
    name: "its CA is trusted: gRPC alone cannot live with it, and the rest is warned of",
    proxy: "http://squid:3133",
    environment: { NODE_EXTRA_CA_CERTS: "/certs/inspection-ca.crt" },
    expected: {
      exit: 1,
      summary: "fail",
      rows: "warn",
      checks: Object.fromEntries(GRPC.map((id) => [id, "fail"])),
      findings: [
        ["http2-not-offered", GRPC],
        ["tls-intercepted-trusted", ROWS.filter((id) => !GRPC.includes(id))],
      ],
    },
  },
];

test.each(scenarios)("$name", play);
