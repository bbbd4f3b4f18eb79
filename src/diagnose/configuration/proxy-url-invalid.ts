// A proxy URL that cannot be used: the checks that would go through it are skipped.

import type { ProxySummary, SettingsSummary } from "../../settings/settings.ts";
import type { Finding, Remedy } from "../finding.ts";
import { listed } from "../phrase.ts";
import { setProxy } from "../remedies/proxy-variable.ts";
import type { ConfigurationRule } from "../rule.ts";
import { CARTO_PROXY } from "../sources.ts";
import { corrections } from "./change.ts";
import { checkCommand } from "./check-command.ts";
import { configured, placeWords } from "./configured.ts";
import { bothCases, mendedUrl } from "./mended-url.ts";
import { namedProxies } from "./proxy-presence.ts";

export const proxyUrlInvalid: ConfigurationRule = {
  code: "proxy-url-invalid",
  page: {
    summary: "The value of a proxy variable cannot be used as a proxy URL.",
    severities: ["error"],
    means:
      "CARTO's client libraries read a broken proxy URL each in its own way: some ignore it and connect direct, some fail, some take another host or port. The checks that would use it are skipped, because no result of theirs would stand for CARTO.",
    recognised:
      "The value has no scheme or one other than http:// and https://, no host, no port or one out of range, quotation marks, white space, or a path. The chart renders a URL without a scheme where externalProxy.type is missing, and one with port 0 where externalProxy.port is. No socket is needed for it.",
    evidence: [
      "the value as it was read, with any login masked, and the word in brackets that says what is wrong with it",
      "a carriage return at its end, which a file with Windows line ends leaves there",
    ],
    remedies: [
      { who: "operator", do: "Write the value as scheme://host:port, without quotation marks, blanks or a path." },
    ],
    verify: "Run carto-proxy plan: no row is skipped for proxy-url-invalid. Then carto-proxy doctor.",
    related: ["proxy-variable-missing", "proxy-scheme-mismatch", "customizations-invalid"],
    sources: [CARTO_PROXY],
  },
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
        evidence: variables.map((proxy) => sight(proxy, settings)),
        affects: skipped.map(({ check }) => check.id),
        remedies: [{ who: "operator", ...remedy(variables, settings), verify: checkCommand(settings) }],
        ...mended(variables, settings),
      };
    });
  },
};

function sight({ from, variable, url, problem }: ProxySummary, settings: SettingsSummary): string {
  const own = configured(settings, variable);
  const where =
    own === null ? from : own.from.key === variable ? placeWords(own.from) : `${placeWords(own.from)}, ${variable}`;
  return `${where}: ${url || "(empty)"} (${problem?.kind ?? "unreadable"})`;
}

function mended(variables: ProxySummary[], settings: SettingsSummary) {
  const changes = variables.flatMap((proxy) => {
    const url = mendedUrl(proxy);
    return url === null ? [] : bothCases([proxy.variable], url);
  });
  return corrections(changes, settings);
}

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
