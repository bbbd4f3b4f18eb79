// HTTP_PROXY, HTTPS_PROXY and GRPC_PROXY do not name the same proxy.

import { listed } from "../phrase.ts";
import type { ConfigurationRule } from "../rule.ts";
import { CARTO_PROXY } from "../sources.ts";
import { checkCommand } from "./check-command.ts";
import { configured, settingLines } from "./configured.ts";
import { namedProxies } from "./proxy-presence.ts";

export const proxyVariablesDiffer: ConfigurationRule = {
  code: "proxy-variables-differ",
  page: {
    summary: "HTTP_PROXY, HTTPS_PROXY and GRPC_PROXY name different proxies.",
    severities: ["warning"],
    means:
      "CARTO's documentation asks for the same URL in all of them. The variable does not follow the scheme of the target in every client: the BigQuery library gets its tokens by HTTPS_PROXY and sends its requests by HTTP_PROXY first, for https targets too. So one warehouse can depend on two proxies, and each needs the whole whitelist.",
    recognised: "The URLs that can be used differ in scheme, host or port.",
    evidence: ["each variable with its file and line"],
    remedies: [
      { who: "operator", do: "Set all of them to one proxy; where two are wanted, open the whole whitelist on both." },
    ],
    verify: "Run carto-proxy config check with the same files.",
    related: ["proxy-variable-case", "proxy-variable-missing"],
    sources: [CARTO_PROXY],
  },
  judge({ settings }) {
    const usable = namedProxies(settings).filter(({ problem }) => problem === null);
    const urls = [...new Set(usable.map(({ url }) => url))];
    const lines = settingLines(usable.map(({ variable }) => configured(settings, variable)));
    if (urls.length < 2 || lines.length === 0) return [];
    return [
      {
        code: "proxy-variables-differ",
        severity: "warning",
        title: `${listed(usable.map(({ variable }) => variable))} name different proxies: ${listed(urls)}`,
        why: "CARTO's documentation asks for one URL in all of them. Client libraries do not choose the variable by the scheme of the target alone: the BigQuery library gets its tokens by HTTPS_PROXY and sends its requests by HTTP_PROXY first. Each of these proxies then needs the whole whitelist.",
        evidence: lines,
        affects: [],
        remedies: [
          {
            who: "operator",
            do: "Set all of them, in both cases of letters, to the one proxy that is meant. Where both are meant, let each reach every host of the whitelist.",
            verify: checkCommand(settings),
          },
        ],
      },
    ];
  },
};
