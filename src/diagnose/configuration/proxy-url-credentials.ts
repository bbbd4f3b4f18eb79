// user:password@ in a proxy URL, which CARTO does not support.

import type { Finding } from "../finding.ts";
import { listed } from "../phrase.ts";
import { setProxy } from "../remedies/proxy-variable.ts";
import type { ConfigurationRule } from "../rule.ts";
import { CARTO_PROXY } from "../sources.ts";
import { corrections } from "./change.ts";
import { checkCommand } from "./check-command.ts";
import { configured, placeWords } from "./configured.ts";
import { bothCases } from "./mended-url.ts";
import { namedProxies } from "./proxy-presence.ts";

export const proxyUrlCredentials: ConfigurationRule = {
  code: "proxy-url-credentials",
  page: {
    summary: "The proxy URL holds a user name or a password, which CARTO does not support.",
    severities: ["error"],
    means:
      "CARTO does not support password authentication for the proxy connection. Some of its client libraries send the credentials all the same, so checks can pass where other parts of CARTO fail; and everything that shows the environment shows the password.",
    recognised:
      "The proxy URL has a part before an @. No socket is needed for it. The checks send the credentials as those libraries would, and the report never shows them.",
    evidence: [
      "the variable and the file that hold them",
      "beside it, proxy-auth-required: then the proxy did not accept them either",
    ],
    remedies: [
      { who: "proxy-admin", do: "Let the CARTO hosts through by their source address, without a login." },
      {
        who: "operator",
        do: "Then take the credentials out of the URL. Where they were real, change the password: it stood in the environment.",
      },
    ],
    verify: "Run carto-proxy doctor: the finding is gone and no proxy-auth-required has come in its place.",
    related: ["proxy-auth-required", "proxy-url-invalid"],
    sources: [CARTO_PROXY],
  },
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
        evidence: variables.map(({ from, variable, url: masked }) => {
          const own = configured(settings, variable);
          return `${own ? placeWords(own.from) : from}: ${masked}, with credentials (not shown)`;
        }),
        affects: checks
          .filter(({ check }) => check.route.kind === "proxy" && check.route.proxy === url)
          .map(({ check }) => check.id),
        remedies: [
          {
            who: "proxy-admin",
            do: "Let the CARTO hosts through by their source address, without authentication.",
            snippet: {
              language: "squid",
              text: "# above the first http_access line in squid.conf; then: squid -k reconfigure\nacl carto_clients src <address of the CARTO host>\nacl carto_ports port 80 443\nhttp_access allow carto_clients carto_ports",
            },
            verify: `curl -v --proxy ${url} https://auth.carto.com/`,
          },
          {
            who: "operator",
            ...setProxy(
              url,
              variables.map(({ variable }) => variable),
              settings,
            ),
            verify: checkCommand(settings),
          },
        ],
        ...corrections(
          bothCases(
            variables.map(({ variable }) => variable),
            url,
          ),
          settings,
        ),
      };
    });
  },
};
