// --pod-env: the environment of a CARTO container as it is, from `kubectl exec … -- env` or from a manifest.

import { readConfigurationText } from "../configuration-text.ts";
import { secretOf } from "../secret-names.ts";
import type { VariableSource } from "../source.ts";
import { readDocuments } from "../yaml/document.ts";
import { isEnvOutput, readEnvOutput } from "./env-output.ts";
import { readManifests } from "./manifest.ts";

/** Throws UsageError. */
export function readPodEnvironments(files: string[]): VariableSource[] {
  return files.map(readPodEnvironment);
}

function readPodEnvironment(file: string): VariableSource {
  const label = `--pod-env ${file}`;
  const { text } = readConfigurationText(file, "--pod-env");
  const listing = isEnvOutput(text)
    ? { ...readEnvOutput(text, file), problems: [], whole: true }
    : readManifests(readDocuments(text, file, label), label);
  const { variables, places, problems, whole } = listing;
  const kots = ["KOTSADM_VERSION", "KOTSADM_NAMESPACE", "REPLICATED_API_ENDPOINT"].find((name) => variables[name]);
  const compose = variables.CARTO_SELFHOSTED_DEPLOYMENT === "docker";
  const kind = compose ? "vm" : kots ? "kots" : "helm";
  const sign = compose ? "CARTO_SELFHOSTED_DEPLOYMENT is docker" : kots ? `${kots} is set` : "a pod's environment";
  return {
    name: file,
    kind: "pod-environment",
    variables,
    places,
    problems,
    ...(whole && { decidesProxy: true as const }),
    facts: {
      deployment: { kind, from: `--pod-env ${file}: ${sign}` },
      secrets: Object.entries(variables).flatMap(([name, value]) => secretOf(name, value)),
    },
  };
}
