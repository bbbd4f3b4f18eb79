// Google's BigQuery library. Its two legs read the proxy variables differently: one check for the token, one for the API.

import { TOKEN_HOST } from "../../plan/warehouse-checks.ts";
import type { ProbeContext } from "../context.ts";
import { childModule, library } from "./library.ts";

export interface BigqueryDetail {
  /** What is asked: a token of Google's (gaxios), or the API (teeny-request). */
  leg: "token" | "api";
  project: string;
  /** A service account's key file, as text; null: a key made for the occasion, which Google refuses by name. */
  key: string | null;
}

export const bigquery = library<BigqueryDetail>({
  child: childModule(import.meta.url, "bigquery-child"),
  waitingFor: "answer to @google-cloud/bigquery",
  // With a key the call needs a token first.
  besides: ({ host }) => (host === TOKEN_HOST ? [] : [{ host: TOKEN_HOST, port: 443 }]),
  // Else the library looks for Google's metadata server, by a name and an address that no plan lists.
  env: { METADATA_SERVER_DETECTION: "none", GOOGLE_CLOUD_DISABLE_DIRECT_PATH: "true" },
  detail: ({ host, warehouse }, { settings }: ProbeContext) => {
    const configured = settings.warehouses[warehouse?.index ?? -1];
    return {
      leg: host === TOKEN_HOST ? "token" : "api",
      project: configured?.database ?? "carto-proxy-probe",
      key: configured?.key?.reveal() ?? null,
    };
  },
});
