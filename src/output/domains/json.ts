// The whitelist as one JSON document, for scripts.

import type { DomainList } from "../domains.ts";

export function renderJson({ deployment, version, sha256, files, domains }: DomainList): string {
  const document = { schema: "carto-proxy/domains/1", deployment, whitelist: { version, sha256, files }, domains };
  return `${JSON.stringify(document, null, 2)}\n`;
}
