// user:password@ in a proxy URL, which CARTO does not support.

import type { Finding } from "../finding.ts";
import { listed } from "../phrase.ts";
import { setProxy } from "../remedies/proxy-variable.ts";
import type { ConfigurationRule } from "../rule.ts";
import { namedProxies } from "./proxy-presence.ts";

export const proxyUrlCredentials: ConfigurationRule = {
  code: "proxy-url-credentials",
  judge({ settings, checks }) {
    const urls = new Set(
      namedProxies(settings)
        .filter(({ credentials }) => credentials)
        .map(({ url }) => url),
    );
    return [...urls].map((url): Finding => {
      const variables = namedProxies(settings).filter((proxy) => proxy.credentials && proxy.url === url);
      return {
        code: "proxy-url-credentials",
        severity: "error",
        title: `${listed(variables.map(({ variable }) => variable))} ${variables.length > 1 ? "hold" : "holds"} a user name or password for the proxy ${url}`,
        why: "CARTO does not support password authentication for the proxy connection. These checks send the credentials as some client libraries would, so they can pass where parts of CARTO fail; and every process and support bundle that shows the environment shows the password.",
        evidence: variables.map(({ from, url: masked }) => `${from}: ${masked}, with credentials (not shown)`),
        affects: checks
          .filter(({ check }) => check.route.kind === "proxy" && check.route.proxy === url)
          .map(({ check }) => check.id),
        remedies: [
          {
            who: "proxy-admin",
            do: "Let the CARTO hosts through by their source address, without authentication.",
            snippet: {
              language: "squid",
              text: "# above the http_access line that asks for a login\nacl carto_clients src <address of the CARTO host>\nhttp_access allow carto_clients",
            },
          },
          {
            who: "operator",
            ...setProxy(
              url,
              variables.map(({ variable }) => variable),
              settings,
            ),
            verify: "carto-proxy config check",
          },
        ],
      };
    });
  },
};
