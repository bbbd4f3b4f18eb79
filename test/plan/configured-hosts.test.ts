import { describe, expect, test } from "vitest";
import { makePlan } from "../../src/plan/plan.ts";
import { readSettings } from "../../src/settings/read.ts";
import type { SourceFacts } from "../../src/settings/source.ts";
import type { Domain } from "../../src/whitelist/domain.ts";
import { domain } from "./builders.ts";

function needs(domains: Domain[], variables: Record<string, string>, facts: SourceFacts = {}): Record<string, string> {
  const settings = readSettings([{ name: ".env", kind: "env", variables, facts }], { deployment: "vm" });
  const { checks } = makePlan(settings, domains, { features: [], clients: [], only: [], skip: [] });
  return Object.fromEntries(checks.map(({ id, need }) => [id, need]));
}

const BUCKET = { WORKSPACE_IMPORTS_PROVIDER: "s3", WORKSPACE_IMPORTS_REGION: "eu-west-1" };
const s3 = (more: Partial<Domain> = {}) =>
  domain("s3", { host: "s3.eu-west-1.amazonaws.com", need: "optional", ...more });

describe("hosts of the configuration", () => {
  test("one that no row has is a check of its own", () => {
    expect(needs([domain("a")], BUCKET)).toEqual({
      a: "required",
      "bucket-imports@s3.eu-west-1.amazonaws.com": "required",
    });
  });

  test("one that a row has makes the row required, a wildcard's sample too", () => {
    expect(needs([s3()], BUCKET)).toEqual({ s3: "required" });
    const wildcard = s3({ host: "*.amazonaws.com", samples: ["s3.eu-west-1.amazonaws.com"] });
    expect(needs([wildcard], BUCKET)).toMatchObject({ "s3@s3.eu-west-1.amazonaws.com": "required" });
  });

  test("a row of another protocol, port or leaver stands for something else", () => {
    for (const other of [s3({ port: 8443 }), s3({ protocol: "grpc" }), s3({ leavesFrom: "browser" })]) {
      expect(needs([other], BUCKET)).toMatchObject({
        s3: "optional",
        "bucket-imports@s3.eu-west-1.amazonaws.com": "required",
      });
    }
  });

  test("a row of another deployment does not count", () => {
    expect(needs([s3({ deployments: ["helm"] })], BUCKET)).toEqual({
      "bucket-imports@s3.eu-west-1.amazonaws.com": "required",
    });
  });
});

describe("a host that is used instead", () => {
  const pubsub = domain("pubsub", { host: "pubsub.googleapis.com", protocol: "grpc", feature: "message-broker" });

  test("makes the usual one optional", () => {
    expect(needs([pubsub], { PUBSUB_CUSTOM_DOMAIN: "pubsub.corp" })).toEqual({
      "pubsub-domain@pubsub.corp": "required",
      pubsub: "optional",
    });
    expect(needs([pubsub], { PUBSUB_USE_REST_API: "true" })).toEqual({
      "pubsub-rest@pubsub.googleapis.com": "required",
      pubsub: "optional",
    });
  });

  test("unless it is the usual one", () => {
    expect(needs([pubsub], { PUBSUB_CUSTOM_DOMAIN: "pubsub.googleapis.com" })).toEqual({ pubsub: "required" });
  });
});

describe("features in use", () => {
  const from = { source: "values.yaml", line: 1, key: "appConfigValues.ldsGeocodingProvider" };
  const facts = { features: [{ feature: "lds-tomtom", from }] };
  const tomtom = (more: Partial<Domain> = {}) => domain("tomtom", { feature: "lds-tomtom", need: "optional", ...more });

  test("count like --feature, but only for rows that are confirmed and leave from pods", () => {
    expect(needs([tomtom()], {}, facts)).toEqual({ tomtom: "required" });
    expect(needs([tomtom({ verified: false })], {}, facts)).toEqual({ tomtom: "optional" });
    expect(needs([tomtom({ leavesFrom: "browser" })], {}, facts)).toEqual({ tomtom: "optional" });
    expect(needs([tomtom()], {})).toEqual({ tomtom: "optional" });
  });
});

test("with an identity provider of the customer's, CARTO's own sign-in is not required", () => {
  const auth = domain("auth", { feature: "authentication" });
  const from = { source: "values.yaml", line: 1, key: "appConfigValues.disconnected.enabled" };
  const facts = {
    features: [{ feature: "disconnected", from }],
    identityProvider: { url: "https://login.corp/realms/carto", from },
  };
  expect(needs([auth], { AUTH0_DOMAIN: "auth.carto.com" }, facts)).toEqual({
    "identity-provider@login.corp": "required",
    auth: "optional",
  });
});

test("CARTO's own database is a required check of its own purpose", () => {
  const settings = readSettings([{ name: ".env", kind: "env", variables: { WORKSPACE_POSTGRES_HOST: "db.corp" } }]);
  const { checks } = makePlan(settings, [], { features: [], clients: ["postgres"], only: [], skip: [] });
  expect(checks).toMatchObject([
    { id: "postgres@db.corp", need: "required", purpose: expect.stringContaining("CARTO's own") },
  ]);
});
