// Settings with an extra CA file of which this is known.

import type { CaFacts, SettingsSummary } from "../../../src/settings/settings.ts";

export function caWith(facts: Partial<CaFacts>): Partial<SettingsSummary> {
  const from = { source: ".env", line: 4, key: "NODE_EXTRA_CA_CERTS" };
  const known: CaFacts = {
    from,
    readAt: "2026-11-23T12:00:00.000Z",
    containerPath: "/usr/src/certs/ca.crt",
    state: "ok",
    brokenBlock: null,
    privateKey: false,
    certificates: [],
    ...facts,
  };
  const problem = known.state === "ok" ? null : "a problem";
  return { extraCa: { file: "certs/ca.crt", certificates: known.certificates.length, problem, facts: known } };
}

export const CORPORATE: CaFacts["certificates"][number] = {
  subject: "CN=Corp CA",
  issuer: "CN=Corp CA",
  validFrom: "2020-01-01T00:00:00.000Z",
  validTo: "2036-01-01T00:00:00.000Z",
  ca: true,
};
