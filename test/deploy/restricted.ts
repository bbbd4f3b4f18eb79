// The restricted Pod Security Standard as rules over a pod's spec: https://kubernetes.io/docs/concepts/security/pod-security-standards/

import type { Container, PodSpec, SecurityContext } from "./manifests.ts";

const VOLUMES = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
];

/** The controls that the spec breaks, by the names of the standard. */
export function restrictedBreaches(pod: PodSpec): string[] {
  const containers = [...pod.containers, ...(pod.initContainers ?? [])];
  const contexts = [pod.securityContext, ...containers.map(({ securityContext }) => securityContext)];
  const each = (holds: (context: SecurityContext, container: Container) => boolean) =>
    containers.every((container) => holds(container.securityContext ?? {}, container));
  const of = <K extends keyof SecurityContext>(context: SecurityContext, key: K) =>
    context[key] ?? pod.securityContext?.[key];
  const controls: Record<string, boolean> = {
    HostProcess: contexts.every((context) => context?.windowsOptions === undefined),
    "Host Namespaces": !pod.hostNetwork && !pod.hostPID && !pod.hostIPC,
    "Privileged Containers": each(({ privileged }) => !privileged),
    Capabilities: each(
      ({ capabilities }) =>
        capabilities?.drop?.includes("ALL") === true &&
        (capabilities.add ?? []).every((capability) => capability === "NET_BIND_SERVICE"),
    ),
    "Volume Types": (pod.volumes ?? []).every((volume) =>
      Object.keys(volume).every((key) => key === "name" || VOLUMES.includes(key)),
    ),
    "Host Ports": each((_, { ports }) => (ports ?? []).every(({ hostPort }) => !hostPort)),
    AppArmor: contexts.every((context) => context?.appArmorProfile === undefined),
    SELinux: contexts.every((context) => context?.seLinuxOptions === undefined),
    "/proc Mount Type": each(({ procMount }) => procMount === undefined || procMount === "Default"),
    Sysctls: pod.securityContext?.sysctls === undefined,
    "Privilege Escalation": each(({ allowPrivilegeEscalation }) => allowPrivilegeEscalation === false),
    "Running as Non-root": each((context) => of(context, "runAsNonRoot") === true),
    "Running as Non-root user": contexts.every((context) => context?.runAsUser !== 0),
    Seccomp: each((context) => ["RuntimeDefault", "Localhost"].includes(of(context, "seccompProfile")?.type ?? "")),
  };
  return Object.entries(controls).flatMap(([control, holds]) => (holds ? [] : [control]));
}
