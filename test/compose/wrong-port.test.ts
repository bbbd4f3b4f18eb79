// Web servers where the proxy should be: they know no CONNECT, or want TLS first.

import { test } from "vitest";
import type { FindingCode } from "../../src/diagnose/finding.ts";
import { play, ROWS, type Scenario } from "./scenario.ts";

const places: [name: string, proxy: string, code: FindingCode][] = [
  ["nginx, as a web server", "http://nginx:80", "proxy-not-http"],
  ["Apache, as a web server", "http://apache:8081", "proxy-not-http"],
  ["HAProxy before a web server", "http://haproxy:9180", "proxy-not-http"],
  ["nginx, which tells that it wants TLS", "http://nginx:443", "proxy-scheme-mismatch"],
  ["Apache, as a web server that tells that it wants TLS", "http://apache:8444", "proxy-scheme-mismatch"],
  ["Apache, as a proxy that tells that it wants TLS", "http://apache:8443", "proxy-scheme-mismatch"],
  ["HAProxy, which hangs up where it wants TLS", "http://haproxy:9443", "proxy-scheme-mismatch"],
  ["a port that accepts, and never says a word", "http://haproxy:7777", "proxy-no-answer"],
];

const scenarios: Scenario[] = places.map(([name, proxy, code]) => ({
  name,
  proxy,
  args: ["--timeout", "5"],
  expected: { exit: 1, summary: "fail", rows: "fail", findings: [[code, ROWS]] },
}));

test.each(scenarios)("$name", play);
