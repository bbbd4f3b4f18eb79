// What diagnosis reads: nothing that a report does not carry, so that a saved report can be judged again by newer rules.

import type { Check } from "../plan/check.ts";
import type { Observation } from "../probe/observation.ts";
import type { SettingsSummary } from "../settings/settings.ts";

export interface Evidence {
  settings: SettingsSummary;
  /** In plan order. */
  checks: ObservedCheck[];
}

export interface ObservedCheck {
  check: Check;
  observation: Observation;
}
