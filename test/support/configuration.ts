// Settings of which no source says anything.

import type { ConfigurationSummary } from "../../src/settings/configuration.ts";

export const nothingConfigured: ConfigurationSummary = {
  sources: [],
  variables: [],
  problems: [],
  features: [],
  clusterDomain: null,
  workloadIdentity: null,
};
