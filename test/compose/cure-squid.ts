// Remedies in Squid's language, on a real one.

import type { FindingCode } from "../../src/diagnose/finding.ts";
import { type Cure, filled, only, type Run } from "./cure.ts";
import { behindProxy, type Environment } from "./doctor.ts";
import { applyToPatient, BUMPING, inPatient, startPatient } from "./patient.ts";
import { readSecrets } from "./secrets.ts";

const PROXY = "http://patient:3128";
export const LAB = (file: string) => ["--domains", `/lab/domains/${file}.yaml`];
export const TRUSTING: Environment = { NODE_EXTRA_CA_CERTS: "/certs/inspection-ca.crt" };

export function run(args: string[], environment: Environment = {}, proxy = PROXY): Run {
  return { environment: { ...behindProxy(proxy), ...environment }, args: ["--timeout", "8", ...args] };
}

const asPrinted: Cure["apply"] = async (text, before) => {
  await applyToPatient(text);
  return before;
};

/** Under these lines, which stand above those that Debian ships. */
export function under(code: FindingCode, how: string, faults: string[], asked: Run, more: Partial<Cure> = {}): Cure {
  return { code, kind: "squid", how, run: asked, fault: () => startPatient(faults), apply: asPrinted, ...more };
}

/** A redirector that sends everything to a page of its own. */
function redirecting(code: FindingCode, page: string, asked: Run): Cure {
  const script = `#!/bin/bash\nwhile read -r line; do echo 'OK status=302 url="${page}"'; done\n`;
  const write = `base64 -d <<<${Buffer.from(script).toString("base64")} >/tmp/redirector; chmod 755 /tmp/redirector`;
  return {
    ...under(code, "a redirector that sends to a page of its own", [], asked),
    fault: async () => {
      await inPatient(write);
      return startPatient(["url_rewrite_program /tmp/redirector", "url_rewrite_children 1"]);
    },
  };
}

export const bumping = (lines: string[]) => () => startPatient(["acl hello at_step SslBump1", ...lines], BUMPING);
export const BUMP_ALL = ["ssl_bump peek hello", "ssl_bump bump all"];
const AUTH = "acl denied dstdomain auth.carto.com";
const LOGIN = [
  "auth_param basic program /usr/lib/squid/basic_ncsa_auth /certs/proxy-users",
  "acl known proxy_auth REQUIRED",
  "http_access deny !known",
];

function withLogin(): string {
  const { proxyUser, proxyPassword } = readSecrets();
  return PROXY.replace("//", `//${encodeURIComponent(proxyUser)}:${encodeURIComponent(proxyPassword)}@`);
}

/** Where the doctor's container is seen by the proxy: any address of the inside. */
const INSIDE = "198.18.91.0/24";

export const squidCures: Cure[] = [
  under("proxy-denied", "one host", [AUTH, "http_access deny denied"], run(only("carto-auth", "google-storage"))),
  under(
    "proxy-denied",
    "the known hosts of a wildcard alone",
    [
      "acl known dstdomain registry.self-hosted.carto.com auth.carto.com",
      "acl tunnels method CONNECT",
      "http_access deny tunnels !known",
    ],
    run(only("carto-auth", "carto-registry*")),
  ),
  under("proxy-port-denied", "a stock Squid and a port of its own", [], run(LAB("other-port"))),
  under("proxy-auth-required", "everybody has to log in", LOGIN, run(only("carto-auth", "google-storage"))),
  under(
    "proxy-rate-limited",
    "429 by a rule of its own",
    [AUTH, "http_access deny denied", "deny_info 429:ERR_TOO_BIG denied"],
    run(only("carto-auth", "google-storage")),
  ),
  redirecting("captive-portal", "https://login.portal.example.org/guest", run(only("carto-auth", "google-storage"))),
  under(
    "proxy-closed-tunnel",
    "deny_info TCP_RESET",
    [AUTH, "http_access deny denied", "deny_info TCP_RESET denied"],
    run(only("carto-auth", "google-storage")),
  ),
  // curl takes the page for an answer.
  { ...redirecting("block-page", "http://10.1.2.3/blocked.html", run(LAB("plain"))), verify: false },
  {
    ...under("proxy-upstream-unreachable", "its name server knows no name", [], run(only("carto-auth"))),
    fault: () => startPatient([], undefined, "198.18.92.53"),
    apply: (text, before, finding) =>
      asPrinted(filled(text, { "address of a name server that knows public names": "127.0.0.11" }), before, finding),
    verify: false,
  },
  {
    ...under(
      "proxy-url-credentials",
      "a login that works, which CARTO has not",
      [],
      run(only("carto-auth"), {}, withLogin()),
    ),
    fault: () => startPatient(LOGIN),
    apply: async (text, before) => {
      await applyToPatient(filled(text, { "address of the CARTO host": INSIDE }));
      return { ...before, environment: behindProxy(PROXY) };
    },
  },
  {
    ...under("tunnel-reset", "a filter by server name", [], run(only("carto-auth", "google-storage"))),
    fault: bumping([
      "acl filtered ssl::server_name auth.carto.com",
      "ssl_bump peek hello",
      "ssl_bump terminate filtered",
      "ssl_bump splice all",
    ]),
  },
  {
    ...under("http2-not-offered", "inspection, its CA trusted", [], run(only("google-pubsub"), TRUSTING)),
    fault: bumping(BUMP_ALL),
  },
  {
    ...under(
      "tls-intercepted",
      "targets of two owners, cured by an exemption",
      [],
      run(only("carto-auth", "google-storage")),
    ),
    fault: bumping(BUMP_ALL),
  },
  {
    ...under(
      "tls-intercepted-trusted",
      "cured by an exemption",
      [],
      run(only("carto-auth", "google-storage"), TRUSTING),
    ),
    fault: bumping(BUMP_ALL),
  },
  {
    ...under("tls-untrusted", "one target alone, so that it may be its own", [], run(only("carto-auth"))),
    fault: bumping(BUMP_ALL),
  },
];
