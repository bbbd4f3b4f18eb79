// A proxy URL that cannot be used: the checks that would go through it are skipped.

import type { ProxySummary, SettingsSummary } from "../../settings/settings.ts";
import type { Finding, Remedy } from "../finding.ts";
import { listed } from "../phrase.ts";
import { setProxy } from "../remedies/proxy-variable.ts";
import type { ConfigurationRule } from "../rule.ts";
import { namedProxies } from "./proxy-presence.ts";

export const proxyUrlInvalid: ConfigurationRule = {
  code: "proxy-url-invalid",
  judge({ settings, checks }) {
    const faulty = new Map<string, ProxySummary[]>();
    for (const proxy of namedProxies(settings)) {
      if (proxy.problem) faulty.set(proxy.url, [...(faulty.get(proxy.url) ?? []), proxy]);
    }
    return [...faulty].map(([url, variables]): Finding => {
      const skipped = checks.filter(
        ({ check, observation }) =>
          check.route.kind === "proxy" &&
          check.route.proxy === url &&
          `${check.skip ?? ""} ${observation.reason ?? ""}`.includes("proxy-url-invalid"),
      );
      return {
        code: "proxy-url-invalid",
        severity: "error",
        title: `The proxy URL in ${listed(variables.map(({ variable }) => variable))} cannot be used: ${variables[0]?.problem?.text ?? ""}`,
        why: "CARTO's client libraries read such a value each in its own way: some ignore it and connect directly, some fail, some take a wrong host or port. The checks that would go through this proxy were therefore left out.",
        evidence: variables.map(
          ({ from, url: text, problem }) => `${from}: ${text || "(empty)"} (${problem?.kind ?? "unreadable"})`,
        ),
        affects: skipped.map(({ check }) => check.id),
        remedies: [{ who: "operator", ...remedy(variables, settings), verify: "carto-proxy config check" }],
      };
    });
  },
};

function remedy(variables: ProxySummary[], settings: SettingsSummary): Pick<Remedy, "do" | "snippet"> {
  const fix = variables.find(({ problem }) => problem?.fix)?.problem?.fix;
  const names = variables.map(({ variable }) => variable);
  if (!fix) {
    return {
      do: `Write ${listed(names)} as scheme://host:port, http:// or https://, without quotes, blanks or a path, e.g. http://proxy.example.com:3128.`,
    };
  }
  // A masked user:password cannot be written back into a file; nor does CARTO support one.
  return setProxy(fix.replace(/^(\w+:\/\/)[^/]*@/, "$1"), names, settings);
}
