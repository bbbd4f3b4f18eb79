// Which kind of CARTO Self-hosted this is, from the files that are named, else from what the environment shows, with the sign that decided.

import type { DeploymentKind, Settings } from "./settings.ts";
import { effective, findVariable, type VariableSource } from "./source.ts";

export const DEPLOYMENT_KINDS = ["vm", "kots", "helm"] as const satisfies DeploymentKind[];

/** KOTS sets KOTSADM_* in its own pods; REPLICATED_* is set by the Replicated SDK that CARTO's KOTS releases bring. */
const KOTS_SIGNS = ["KOTSADM_VERSION", "KOTSADM_NAMESPACE", "KOTSADM_LOG_LEVEL", "REPLICATED_API_ENDPOINT"] as const;

export function detectDeployment(sources: VariableSource[]): Settings["deployment"] {
  const named = effective(sources).findLast(({ facts }) => facts?.deployment !== undefined)?.facts?.deployment;
  if (named !== undefined) return named;
  const cluster = findVariable(sources, ["KUBERNETES_SERVICE_HOST"]);
  if (cluster === null) return { kind: "vm", from: "no sign of Kubernetes (KUBERNETES_SERVICE_HOST is not set)" };
  const kots = findVariable(sources, KOTS_SIGNS);
  if (kots !== null) return { kind: "kots", from: `${kots.name} is set` };
  return { kind: "helm", from: "KUBERNETES_SERVICE_HOST is set, and no sign of KOTS" };
}
