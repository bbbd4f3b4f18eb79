// Settings → the part that may be printed: what a report carries and diagnosis reads. No secret gets past this file.

import type { ProxySetting, ProxySummary, Settings, SettingsSummary } from "./settings.ts";

export function summarizeSettings(settings: Settings): SettingsSummary {
  const { deployment, proxies, noProxy, extraCa, publicRoots, tlsVerification } = settings;
  return {
    deployment: deployment.kind,
    deploymentFrom: deployment.from,
    sources: settings.sources,
    httpProxy: summarizeProxy(proxies.http),
    httpsProxy: summarizeProxy(proxies.https),
    grpcProxy: summarizeProxy(proxies.grpc),
    noProxy,
    extraCa: extraCa && {
      file: extraCa.file,
      certificates: extraCa.certificates.length,
      problem: extraCa.problem,
      ...(extraCa.facts && { facts: extraCa.facts }),
    },
    publicRoots: publicRoots && { file: publicRoots.file, certificates: publicRoots.certificates.length },
    tlsVerification: tlsVerification.enabled,
    tlsVerificationFrom: tlsVerification.from,
    configuration: settings.configuration,
  };
}

function summarizeProxy(proxy: ProxySetting | null): ProxySummary | null {
  if (proxy === null) return null;
  const { url, text, from, variable, problem } = proxy;
  return { url: url?.href ?? text, from, variable, credentials: (url?.credentials ?? null) !== null, problem };
}
