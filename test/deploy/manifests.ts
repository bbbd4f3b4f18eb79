// The manifests of deploy/kubernetes, as kustomize renders them.

import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { KUBECTL } from "../handoff/consumer.ts";

/** Components need the kustomize of kubectl 1.21, and Debian 12 has 1.20. */
export const KUSTOMIZE = KUBECTL !== null && hasComponents(KUBECTL);

export const DEPLOY = join(import.meta.dirname, "../../deploy/kubernetes");
export const FOLDERS = ["base", "overlays/private-registry", "overlays/proxy-ca", "example"];

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  [more: string]: unknown;
}

export interface EnvVar {
  name: string;
  value?: string;
  valueFrom?: { fieldRef?: { fieldPath: string } };
}

export interface Volume {
  name: string;
  hostPath?: unknown;
  emptyDir?: { sizeLimit?: string };
  secret?: { secretName: string };
  configMap?: { name: string };
  projected?: { sources: { secret?: { name: string }; configMap?: { name: string } }[] };
}

export interface SecurityContext {
  privileged?: boolean;
  allowPrivilegeEscalation?: boolean;
  readOnlyRootFilesystem?: boolean;
  runAsNonRoot?: boolean;
  runAsUser?: number;
  runAsGroup?: number;
  capabilities?: { add?: string[]; drop?: string[] };
  seccompProfile?: { type: string };
  [more: string]: unknown;
}

export interface Container {
  name: string;
  image: string;
  command?: string[];
  args?: string[];
  env?: EnvVar[];
  envFrom?: { secretRef?: { name: string; optional?: boolean } }[];
  ports?: { hostPort?: number }[];
  resources?: Record<"requests" | "limits", { cpu: string; memory: string }>;
  securityContext?: SecurityContext;
  terminationMessagePath?: string;
  terminationMessagePolicy?: string;
  volumeMounts?: { name: string; mountPath: string; readOnly?: boolean }[];
}

export interface PodSpec {
  containers: Container[];
  initContainers?: Container[];
  volumes?: Volume[];
  restartPolicy?: string;
  activeDeadlineSeconds: number;
  terminationGracePeriodSeconds: number;
  automountServiceAccountToken?: boolean;
  imagePullSecrets?: { name: string }[];
  securityContext?: SecurityContext;
  [more: string]: unknown;
}

export interface Job extends Manifest {
  spec: {
    backoffLimit: number;
    activeDeadlineSeconds: number;
    ttlSecondsAfterFinished: number;
    template: { metadata: { labels: Record<string, string> }; spec: PodSpec };
  };
}

/** What `kubectl kustomize` makes of a folder. */
export function render(folder: string): string {
  return execFileSync(KUBECTL!, ["kustomize", folder], { encoding: "utf8" });
}

export function documents(text: string): Manifest[] {
  return parseAllDocuments(text).map((document) => document.toJS() as Manifest);
}

export function jobOf(manifests: Manifest[]): Job {
  const job = manifests.find(({ kind }) => kind === "Job");
  if (job === undefined) throw new Error("no Job among the manifests");
  return job as Job;
}

function hasComponents(kubectl: string): boolean {
  const { stdout } = spawnSync(kubectl, ["version", "--client", "--output=json"], { encoding: "utf8" });
  const minor = Number.parseInt(/"minor":\s*"(\d+)/.exec(stdout)?.[1] ?? "0", 10);
  if (minor < 21) console.log(`kubectl 1.${minor} is too old to build the manifests: the rendered ones are not tested`);
  return minor >= 21;
}
