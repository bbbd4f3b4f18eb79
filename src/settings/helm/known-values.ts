// The proxy values that CARTO's chart knows, with the types that it takes (chart 1.287, values.yaml).

export type Kind = "boolean" | "string" | "number" | "list" | "map";

export const KNOWN: Record<string, Record<string, Kind[]>> = {
  externalProxy: {
    enabled: ["boolean"],
    type: ["string"],
    host: ["string"],
    // The chart turns text into a number by itself.
    port: ["number", "string"],
    connectionString: ["string"],
    excludedDomains: ["list", "string"],
    sslRejectUnauthorized: ["boolean"],
    sslCA: ["string"],
    sslCAConfigmap: ["map"],
  },
  "externalProxy.sslCAConfigmap": { name: ["string"], key: ["string"] },
  trustedCACerts: { value: ["string"], existingConfigmap: ["map"] },
  "trustedCACerts.existingConfigmap": { name: ["string"], key: ["string"] },
};
