// Node's own https client with proxy-agent, as services hand it to their HTTP library.

import { get } from "node:https";
import { text } from "node:stream/consumers";
import { issuerIn, type Library } from "./library.ts";

export const nodeHttp: Library = async () => {
  const { ProxyAgent } = await import("proxy-agent");
  return ({ hosts }) =>
    new Promise((resolve, reject) => {
      const url = `https://${hosts.web}/.well-known/openid-configuration`;
      const sent = get(url, { agent: new ProxyAgent() }, (response) => {
        text(response)
          .then((body) => resolve(issuerIn(response.statusCode, body)))
          .catch(reject);
      });
      sent.once("error", reject);
    });
};
