// Data imports through an HTTPS proxy with a private CA, which CARTO does not support.

import type { ConfigurationRule } from "../rule.ts";
import { CARTO_PROXY } from "../sources.ts";
import { checkCommand } from "./check-command.ts";
import { configured, placeWords, settingLines } from "./configured.ts";
import { namedProxies } from "./proxy-presence.ts";

export const importCustomCa: ConfigurationRule = {
  code: "import-custom-ca",
  page: {
    summary: "HTTPS proxy with a private CA: CARTO does not support data imports through it.",
    severities: ["warning"],
    means:
      "CARTO's documentation: importing data using an HTTPS proxy configured with a certificate signed by a custom CA is not supported. The import engine (GDAL) reads its CAs from another place than NODE_EXTRA_CA_CERTS, so an import by URL fails although every check passes.",
    recognised:
      "The proxy URL is https:// and an extra CA file is configured, which is taken for the proxy's own. Whether the proxy's certificate really is of that CA is not looked at.",
    evidence: ["the proxy variable and the CA file, each with its file and line"],
    remedies: [
      { who: "proxy-admin", do: "Give the proxy's HTTPS port a certificate of a public CA, or offer an http:// port." },
      { who: "operator", do: "Or leave imports by URL alone, and load the data another way." },
    ],
    verify: "Run carto-proxy doctor without the CA file: the phase proxy-tls passes with the new certificate.",
    related: ["proxy-tls-untrusted", "proxy-grpc-https", "tls-intercepted-trusted"],
    sources: [CARTO_PROXY],
  },
  judge({ settings }) {
    const secure = namedProxies(settings).find(({ url, problem }) => problem === null && url.startsWith("https://"));
    const lines = settingLines([secure ? configured(settings, secure.variable) : null]);
    const { extraCa } = settings;
    if (!secure || lines.length === 0 || extraCa === null) return [];
    const ca = configured(settings, "NODE_EXTRA_CA_CERTS");
    const from = extraCa.facts?.from ?? ca?.from;
    return [
      {
        code: "import-custom-ca",
        severity: "warning",
        title: "Data imports through an HTTPS proxy with a private CA are not supported by CARTO",
        why: "The proxy is an https:// one and an extra CA is configured. If that CA signs the proxy's own certificate: CARTO's documentation says that imports do not work so, since the import engine reads other CA files. If it is for something else, there is nothing to do.",
        evidence: [...lines, `${from ? placeWords(from) : "--ca"}: ${extraCa.facts?.containerPath ?? extraCa.file}`],
        affects: [],
        remedies: [
          {
            who: "proxy-admin",
            do: "Give the proxy's HTTPS port a certificate of a public CA, or offer an http:// port for the CARTO hosts.",
            verify: checkCommand(settings),
          },
          {
            who: "operator",
            do: "Until then import by other ways than through this proxy; everything else is not concerned.",
          },
        ],
      },
    ];
  },
};
