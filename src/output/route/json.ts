// carto-proxy route --json: for each target what each client library does, as the contract has it.

import type { Agreement } from "../../settings/client-route/agreement.ts";
import { targetText } from "../../settings/client-route/target.ts";
import { adviceOn } from "./advice.ts";

export function routeJson(agreements: Agreement[]): string {
  const routes = agreements.map((agreement) => ({
    target: targetText(agreement.target),
    scheme: agreement.target.scheme,
    agree: agreement.agree,
    clients: agreement.routes.map(({ client, versions, route, proxy, variable, entry, noProxyVariable, why }) => {
      return { client, versions, route, proxy, variable, entry, noProxyVariable, why };
    }),
    advice: adviceOn(agreement).join(" "),
  }));
  return `${JSON.stringify({ schema: "carto-proxy/route/1", routes }, null, 2)}\n`;
}
