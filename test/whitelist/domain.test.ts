import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { DeploymentKind } from "../../src/settings/settings.ts";
import { parseWhitelistFile } from "../../src/whitelist/document.ts";
import { isWildcard, liesUnder } from "../../src/whitelist/host.ts";
import { loadWhitelist } from "../../src/whitelist/load.ts";

const folder = join(import.meta.dirname, "..", "..", "domains");
const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
const shipped = loadWhitelist(null).domains;

function required(deployment: DeploymentKind): string[] {
  return shipped
    .filter((domain) => domain.need === "required" && domain.deployments.includes(deployment))
    .flatMap((domain) => (isWildcard(domain.host) ? domain.samples : [domain.host]))
    .sort();
}

function covered(host: string): boolean {
  return shipped.some((domain) => domain.host === host || (isWildcard(domain.host) && liesUnder(host, domain.host)));
}

describe("the shipped whitelist", () => {
  it.each(files)("%s is without problems", (name) => {
    expect(parseWhitelistFile(name, readFileSync(join(folder, name), "utf8")).problems).toEqual([]);
  });

  it("names only sources that are listed, and lists only sources that are named", () => {
    const { sources } = parse(readFileSync(join(folder, "sources.yaml"), "utf8")) as { sources: object };
    expect([...new Set(shipped.map(({ source }) => source))].sort()).toEqual(Object.keys(sources).sort());
  });

  it("requires for docker compose what CARTO's list of 2023 calls global and a server opens", () => {
    expect(required("vm")).toEqual(
      [
        ...["auth.carto.com", "gcr.io", "events.launchdarkly.com", "stream.launchdarkly.com"],
        ...["bigquery", "cloudresourcemanager", "iamcredentials", "logging", "pubsub", "storage", "www"].map(
          (name) => `${name}.googleapis.com`,
        ),
      ].sort(),
    );
  });

  it("requires for KOTS what the newest list requires, and what the manifests and the preflight use", () => {
    expect(required("kots")).toEqual(
      [
        ...["auth.carto.com", "registry.self-hosted.carto.com", "replicated.self-hosted.carto.com"],
        ...["pubsub.self-hosted.carto.com", "registry-1.docker.io", "auth.docker.io", "storage.googleapis.com"],
      ].sort(),
    );
  });

  it("requires for Helm the registry that the chart names", () => {
    expect(required("helm")).toEqual(
      ["auth.carto.com", "pubsub.googleapis.com", "storage.googleapis.com", "us-docker.pkg.dev"].sort(),
    );
  });

  it.each([
    ...["clientstream.launchdarkly.com", "oauth2.googleapis.com", "bigquerydatatransfer.googleapis.com"],
    ...["sqladmin.googleapis.com", "tools.google.com", "api.tomtom.com", "isoline.router.hereapi.com"],
    ...["api.mapbox.com", "maps.googleapis.com", "api.traveltimeapp.com", "accounts.app.carto.com"],
    ...["acme.snowflakecomputing.com", "bucket.s3.eu-west-1.amazonaws.com", "acme.blob.core.windows.net"],
    ...["spatial-data-catalog.app.carto.com", "spatial-data-catalog-assets.carto.com", "replicated.app"],
    ...["generativelanguage.googleapis.com", "api.openai.com", "api.anthropic.com", "acme.openai.azure.com"],
  ])("has %s", (host) => {
    expect(covered(host)).toBe(true);
  });

  it.each(["mega.io", "dropbox.com", "filestack.com", "registry.npmjs.org", "kurl.sh", "169.254.169.254"])(
    "has not %s, which CARTO does not need through a proxy",
    (host) => {
      expect(covered(host)).toBe(false);
    },
  );

  it("speaks gRPC to the message broker", () => {
    const brokers = shipped.filter(({ host }) => host.startsWith("pubsub."));
    expect(brokers.length).toBeGreaterThan(1);
    expect(new Set(brokers.map(({ protocol }) => protocol))).toEqual(new Set(["grpc"]));
  });

  it("says of what nobody verified that it is usual or reported, and requires none of it", () => {
    const unverified = shipped.filter(({ verified }) => !verified);
    expect(unverified.filter(({ purpose }) => !/\b(usually|reported)\b/i.test(purpose))).toEqual([]);
    expect(unverified.filter(({ need }) => need === "required")).toEqual([]);
  });

  it("requires nothing of a browser or an installer", () => {
    const elsewhere = shipped.filter(({ leavesFrom }) => leavesFrom === "browser" || leavesFrom === "installer");
    expect(elsewhere.filter(({ need }) => need === "required")).toEqual([]);
  });

  it("gives each purpose as one sentence", () => {
    expect(shipped.filter(({ purpose }) => !/^[A-Z].*[^.]\.$/.test(purpose))).toEqual([]);
  });

  it("leaves no placeholder in a sample", () => {
    expect(shipped.flatMap(({ samples }) => samples).filter((sample) => /[{}]/.test(sample))).toEqual([]);
  });
});
