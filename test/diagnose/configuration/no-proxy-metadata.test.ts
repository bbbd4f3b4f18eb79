import { expect, test } from "vitest";
import { one } from "../observations.ts";
import { judged, told, values } from "./judged.ts";

const IDENTITY = "commonBackendServiceAccount:\n  enableGCPWorkloadIdentity: true\n";
const METADATA = ["169.254.169.254", "metadata", "metadata.google.internal"];
const withList = (list: string[], rest = IDENTITY) => ({
  files: { "customizations.yaml": values({ excludedDomains: [".svc.cluster.local", ...list] }, rest) },
});

test("names what is missing", () => {
  const finding = one(judged(withList(METADATA.slice(0, 1))), "no-proxy-metadata");
  expect(finding.title).toBe(
    "Workload Identity is on, and NO_PROXY does not exclude metadata and metadata.google.internal",
  );
});

test.each([
  ["all three", withList(METADATA)],
  ["Workload Identity off", withList([], IDENTITY.replace("true", "false"))],
  ["no proxy", { files: { "customizations.yaml": values({ enabled: false }, IDENTITY) } }],
])("%s: nothing", (_, configured) => {
  expect(told(judged(configured))).not.toContain("warning no-proxy-metadata");
});
