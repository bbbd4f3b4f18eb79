import { expect, test } from "vitest";
import { configured, filled, placeWords, settingLines } from "../../../src/diagnose/configuration/configured.ts";
import type { ConfiguredVariable } from "../../../src/settings/configuration.ts";
import { nothingConfigured } from "../../support/configuration.ts";
import { settings } from "../observations.ts";

const variable = (name: string, value: string | null, key = name, line: number | null = 1): ConfiguredVariable => ({
  name,
  value,
  from: { source: "f", line, key },
  overrides: [],
});

test("a place: file, line, key", () => {
  expect(placeWords({ source: "customizations.yaml", line: 7, key: "externalProxy.host" })).toBe(
    "customizations.yaml, line 7, externalProxy.host",
  );
  expect(placeWords({ source: "environment", line: null, key: "HTTPS_PROXY" })).toBe("environment, HTTPS_PROXY");
});

test("an empty variable is set and not filled", () => {
  const known = settings({
    configuration: { ...nothingConfigured, variables: [variable("A", " "), variable("B", "b")] },
  });
  expect([configured(known, "A")?.name, filled(known, "A"), filled(known, "B")?.value]).toEqual(["A", null, "b"]);
  expect(configured(known, "C")).toBeNull();
});

test("one line for each place; a value that is not shown, and one that is empty, say so", () => {
  const list = [
    variable("A", "x", "k"),
    variable("B", "x", "k"),
    null,
    variable("C", ""),
    variable("D", null, "D", null),
  ];
  expect(settingLines(list)).toEqual(["f, line 1, k: A and B = x", "f, line 1, C: (empty)", "f, D: (not shown)"]);
});
