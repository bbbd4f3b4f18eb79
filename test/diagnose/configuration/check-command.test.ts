import { expect, test } from "vitest";
import { checkCommand } from "../../../src/diagnose/configuration/check-command.ts";
import { nothingConfigured } from "../../support/configuration.ts";
import { settings } from "../observations.ts";

test("the same files, each by its option, quoted for a shell; what lies beside is found again by itself", () => {
  const source = (name: string, kind: (typeof nothingConfigured)["sources"][number]["kind"]) => ({
    name,
    kind,
    variables: [],
  });
  const sources = [
    source("environment", "environment"),
    source("pod.txt", "pod-environment"),
    source("it's.yaml", "customizations"),
    source("kots.yaml", "kots-config"),
    { ...source("customer.env", "customer-env"), beside: true as const },
    source(".env", "env"),
  ];
  expect(checkCommand(settings({ configuration: { ...nothingConfigured, sources } }))).toBe(
    "carto-proxy config check --pod-env pod.txt --customizations 'it'\\''s.yaml' --customizations kots.yaml --env-file .env",
  );
  expect(checkCommand(settings())).toBe("carto-proxy config check");
});
