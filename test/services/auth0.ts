// Auth0: the discovery document of OpenID Connect, with the issuer that the whitelist asks for, and an empty key set.
// As thin as a client that reads the document accepts; there is no login.

import { json, type Service } from "./service.ts";

export const auth0: Service = ({ host, path }) => {
  const issuer = `https://${host}`;
  if (path === "/.well-known/openid-configuration") {
    return json(200, {
      issuer: `${issuer}/`,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/oauth/token`,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
    });
  }
  return path === "/.well-known/jwks.json" ? json(200, { keys: [] }) : null;
};
