// Checks through the real probe room and the real diagnosis: what a cause is seen as.

import { diagnose } from "../../src/diagnose/diagnose.ts";
import type { Evidence } from "../../src/diagnose/evidence.ts";
import type { Finding } from "../../src/diagnose/finding.ts";
import type { Check } from "../../src/plan/check.ts";
import { parseProxyUrl } from "../../src/settings/proxy-url.ts";
import type { ProxySetting, ProxyVariable, Settings } from "../../src/settings/settings.ts";
import { summarizeSettings } from "../../src/settings/summary.ts";
import { type Configured, type RunOptions, run, settings } from "../support/checks.ts";

/** The settings name the proxy of the first proxied check (or one that nobody uses), so that no variable is missing. */
export async function findingsOf(checks: Check[], configured: Configured = {}, options: RunOptions = {}) {
  const observations = await run(checks, configured, options);
  const summary = summarizeSettings({ ...settings(configured), proxies: proxiesOf(checks) });
  const evidence: Evidence = {
    settings: summary,
    checks: checks.map((check, at) => ({ check, observation: observations[at]! })),
  };
  // As a report keeps it: what does not survive JSON must not decide.
  return diagnose(JSON.parse(JSON.stringify(evidence)));
}

/** e.g. ["error proxy-denied: a, b"] */
export function told(findings: Finding[]): string[] {
  return findings.map(({ severity, code, affects }) => `${severity} ${code}: ${affects.join(", ")}`);
}

function proxiesOf(checks: Check[]): Settings["proxies"] {
  const route = checks.map((check) => check.route).find((each) => each.kind === "proxy");
  const text = route?.kind === "proxy" ? route.proxy : "http://unused.proxy.test:3128";
  const named = (variable: ProxyVariable): ProxySetting => ({
    variable,
    from: `${variable} (environment)`,
    ...parseProxyUrl(text),
  });
  return { http: named("HTTP_PROXY"), https: named("HTTPS_PROXY"), grpc: named("GRPC_PROXY") };
}
