// Corrections → the corrected text of one file, everything else in it as it was.

import type { Correction } from "../../diagnose/finding.ts";
import type { SourceKind } from "../../settings/configuration.ts";
import { correctDotenv } from "./dotenv.ts";
import { correctValues } from "./values.ts";

export interface Corrected {
  text: string;
  made: Correction[];
  /** Those that could not be made by a program, each with the reason. */
  left: { correction: Correction; reason: string }[];
}

export type Corrector = (text: string, corrections: Correction[]) => Corrected;

/** Null: what is read from such a source is written by another program, and a correction in the file would be lost. */
export const correctors: Record<SourceKind, Corrector | null> = {
  environment: null,
  env: correctDotenv,
  "customer-env": correctDotenv,
  customizations: correctValues,
  "kots-config": null,
  "pod-environment": null,
};

/** Why a source is not written, and where the value is changed instead. */
export const NOT_WRITTEN: Partial<Record<SourceKind, string>> = {
  environment: "this is the running process: change the value where the process gets it from",
  "kots-config": "KOTS keeps these values: change them in the Admin Console",
  "pod-environment": "a pod's environment is made by the chart: change the Helm values",
};

/** Two findings may want the same key changed: the first one's is made, and the file is judged again after it. */
export function firstOfEachKey(corrections: Correction[]): Correction[] {
  return [...Map.groupBy(corrections, ({ key }) => key).values()].map(([first]) => first!);
}
