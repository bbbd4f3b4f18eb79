// A real library, loaded when it is called, used once: resolves with what proves that the service itself answered, else throws.

import type { Job } from "../job.ts";

export type Use = (job: Job) => Promise<string>;
export type Library = () => Promise<Use>;

export class NotTheService extends Error {}

/** Of the discovery document at auth.carto.com: a proxy's page has no issuer. */
export function issuerIn(status: number | undefined, body: string): string {
  try {
    const { issuer } = JSON.parse(body);
    if (typeof issuer === "string") return `${status}, issuer ${issuer}`;
  } catch {}
  throw new NotTheService(`${status} without an issuer: ${body.slice(0, 80)}`);
}
