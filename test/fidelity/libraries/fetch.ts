// undici's fetch, with the agent that reads the environment.

import { issuerIn, type Library } from "./library.ts";

export const fetch: Library = async () => {
  const undici = await import("undici");
  return async ({ hosts }) => {
    const dispatcher = new undici.EnvHttpProxyAgent();
    const response = await undici.fetch(`https://${hosts.web}/.well-known/openid-configuration`, { dispatcher });
    return issuerIn(response.status, await response.text());
  };
};
