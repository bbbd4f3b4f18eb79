// Buckets, custom domains and what a feature in use cannot do without → hosts to test.

import type { Place } from "../configuration.ts";
import type { ConfiguredHost } from "../settings.ts";
import { type Given, isOn } from "./given.ts";
import { isInternal, readHost } from "./host-name.ts";

type IdentityProvider = { url: string; from: Place } | null;
type Feature = { feature: string; from: Place };

/** What each feature of the configuration asks for certain; what it may ask for is left to the whitelist's optional rows. */
const NEEDED: Record<string, { host: string; feature: string; purpose: string }[]> = {
  "carto-data-warehouse": [
    { host: "bigquery.googleapis.com", feature: "bigquery", purpose: "Queries to the CARTO Data Warehouse." },
    { host: "oauth2.googleapis.com", feature: "bigquery", purpose: "Access tokens for the CARTO Data Warehouse." },
  ],
  "ai-features": [
    { host: "accounts.app.carto.com", feature: "ai", purpose: "CARTO's accounts service, which the AI service asks." },
  ],
};

/** One each: of two that want the same host and port by the same protocol the first stands. */
export function readHosts(given: Given, features: Feature[], provider: IdentityProvider = null): ConfiguredHost[] {
  const disconnected = features.some(({ feature }) => feature === "disconnected");
  const needed = features.flatMap((feature) => neededBy(feature, given));
  const all = [...buckets(given), ...broker(given), ...(disconnected ? signInAt(provider) : signIn(given)), ...needed];
  const key = ({ host, port, protocol }: ConfiguredHost) => `${protocol} ${host}:${port}`;
  return all.filter((one, index) => all.findIndex((other) => key(other) === key(one)) === index);
}

const BUCKETS = { WORKSPACE_THUMBNAILS: "thumbnails", WORKSPACE_IMPORTS: "imports", IMPORT: "import" };

function buckets(given: Given): ConfiguredHost[] {
  return Object.entries(BUCKETS).flatMap(([prefix, name]) => {
    const of = (suffix: string) => given(`${prefix}_${suffix}`);
    const provider = of("PROVIDER");
    const place = bucketHost(provider?.value.toLowerCase() ?? "", of);
    const external = readHost(of("EXTERNAL_URL")?.value ?? "");
    const own = { feature: "buckets", from: (provider ?? { place: NOWHERE }).place };
    return [
      ...(place === null || isInternal(place.host) ? [] : [bucket(`bucket-${name}`, place, "required", own)]),
      ...(external === null || isInternal(external.host)
        ? []
        : [bucket(`bucket-${name}-external`, external, "optional", own)]),
    ];
  });
}

const NOWHERE: Place = { source: "environment", line: null, key: "" };

function bucket(
  name: string,
  { host, port, scheme }: { host: string; port: number; scheme: "https" | "http" },
  need: ConfiguredHost["need"],
  own: { feature: string; from: Place },
): ConfiguredHost {
  const purpose =
    need === "required"
      ? "The storage of imports, thumbnails or exports, as the configuration names it."
      : "The address of the storage that browsers are given; CARTO's services usually use another.";
  return { name, host, port, protocol: scheme, need, purpose, ...own };
}

function bucketHost(provider: string, of: (suffix: string) => { value: string } | null): ReturnType<typeof readHost> {
  switch (provider) {
    case "gcp":
      return readHost("storage.googleapis.com");
    case "azure-blob": {
      const account = of("STORAGE_ACCOUNT")?.value ?? "";
      return /^[a-z0-9]{3,24}$/.test(account) ? readHost(`${account}.blob.core.windows.net`) : null;
    }
    case "s3": {
      const endpoint = of("ENDPOINT")?.value;
      return endpoint === undefined ? s3Host(of) : readHost(endpoint);
    }
    default:
      return null;
  }
}

/** The SDK puts the bucket before the region's host, unless its name has dots or path style is asked for. */
function s3Host(of: (suffix: string) => { value: string } | null): ReturnType<typeof readHost> {
  const region = of("REGION")?.value ?? "";
  if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) return null;
  const host = `s3.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
  const name = of("BUCKET")?.value ?? "";
  const path = /^(?:true|1)$/i.test(of("FORCE_PATH_STYLE")?.value ?? "");
  return readHost(!path && /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name) ? `${name}.${host}` : host);
}

/** Pub/Sub under a name of CARTO's own, or by REST: then the usual gRPC host is not asked. */
function broker(given: Given): ConfiguredHost[] {
  const domain = given("PUBSUB_CUSTOM_DOMAIN");
  const rest = given("PUBSUB_USE_REST_API");
  if (domain === null && !isOn(rest)) return [];
  const place = readHost(domain?.value ?? "pubsub.googleapis.com");
  if (place === null) return [];
  return [
    {
      name: domain === null ? "pubsub-rest" : "pubsub-domain",
      host: place.host,
      port: place.port,
      protocol: isOn(rest) ? "https" : "grpc",
      need: "required",
      feature: "message-broker",
      purpose: "The message broker between CARTO's services, as the configuration names it.",
      from: (domain ?? rest!).place,
      replaces: true,
    },
  ];
}

function signIn(given: Given): ConfiguredHost[] {
  const domain = given("CARTO_AUTH0_CUSTOM_DOMAIN") ?? given("AUTH0_DOMAIN");
  const place = readHost(domain?.value ?? "");
  if (domain === null || place === null || isInternal(place.host)) return [];
  const purpose = "Sign-in and access tokens, under the name that the configuration gives.";
  const { host, port } = place;
  const own = { name: "auth-domain", feature: "authentication", purpose, from: domain.place, replaces: true as const };
  return [{ ...own, host, port, protocol: "https", need: "required" }];
}

function signInAt(provider: IdentityProvider): ConfiguredHost[] {
  const place = readHost(provider?.url ?? "");
  if (provider === null || place === null || isInternal(place.host)) return [];
  const purpose = "Your own identity provider, which CARTO asks instead of auth.carto.com.";
  const { host, port, scheme: protocol } = place;
  const own = { name: "identity-provider", feature: "authentication", purpose, from: provider.from };
  return [{ ...own, host, port, protocol, need: "required" }];
}

function neededBy({ feature, from }: Feature, given: Given): ConfiguredHost[] {
  return (NEEDED[feature] ?? []).map(({ host: usual, feature: row, purpose }) => {
    const own = feature === "ai-features" ? readHost(given("AI_ACCOUNTS_API_URL")?.value ?? "") : null;
    const { host, port } = own ?? { host: usual, port: 443 };
    return { name: feature, host, port, protocol: "https", need: "required", feature: row, purpose, from };
  });
}
