// An OCI registry as far as its challenge: 401 at /v2/ with the token service to ask, which is what proves that a registry answered.

import { json, type Service } from "./service.ts";

export const registry: Service = ({ host, path }) => {
  if (!path.startsWith("/v2/")) return null;
  const challenge = `Bearer realm="https://auth.docker.io/token",service="${host}"`;
  return json(
    401,
    { errors: [{ code: "UNAUTHORIZED", message: "authentication required", detail: null }] },
    { "www-authenticate": challenge, "docker-distribution-api-version": "registry/2.0" },
  );
};
