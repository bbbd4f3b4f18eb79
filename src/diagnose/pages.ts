// The page of every code, in the order of the codes.

import { configurationRules } from "./configuration/index.ts";
import type { FindingCode } from "./finding.ts";
import type { Page } from "./rule.ts";
import { networkRules } from "./rules/index.ts";

export interface CodePage extends Page {
  code: FindingCode;
  /** Which half of the rules gives it: the settings alone, or what was seen on the network. */
  kind: "configuration" | "network";
}

export const codePages: CodePage[] = [
  ...configurationRules.map(({ code, page }) => ({ code, kind: "configuration" as const, ...page })),
  ...networkRules.map(({ code, page }) => ({ code, kind: "network" as const, ...page })),
];
