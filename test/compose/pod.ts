// Runs a rendered Job's pod with the engine's CLI as a kubelet would: user, capabilities, root, mounts, environment, deadline.

import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Container, EnvVar, PodSpec, SecurityContext, Volume } from "../deploy/manifests.ts";
import { docker, dockerEnds, PROJECT } from "./compose.ts";
import { STAGE } from "./paths.ts";

/** The cluster's Secrets and ConfigMaps: name → key → value. */
export interface Objects {
  secrets: Record<string, Record<string, string>>;
  configMaps: Record<string, Record<string, string>>;
}

export interface Place {
  network: string;
  /** The address of the only resolver; absent: none that answers. */
  dns?: string;
}

export interface PodEnd {
  exitCode: number;
  /** As `kubectl logs` gives it: both streams in one. */
  log: string;
  terminationMessage: string;
  /** Paths of the root file system that the container changed, its mounts apart. */
  changed: string[];
  /** Whether the pod's deadline ended it. */
  killed: boolean;
  /** As the engine had it. */
  confined: { user: string; readOnly: boolean; dropped: string[]; options: string[]; memory: number };
}

export async function runPod(pod: PodSpec, objects: Objects, { network, dns }: Place): Promise<PodEnd> {
  const [container] = pod.containers as [Container];
  const name = `${PROJECT}-pod-${container.name}`;
  const folder = join(STAGE, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const message = join(folder, "termination-log");
  // The kubelet makes it for any user to write.
  writeFileSync(message, "");
  chmodSync(message, 0o666);
  const mounts = container.volumeMounts!.flatMap(({ name: wanted, mountPath, readOnly }) => {
    const volume = pod.volumes!.find((one) => one.name === wanted)!;
    if (volume.emptyDir)
      return ["--tmpfs", `${mountPath}:mode=1777,size=${volume.emptyDir.sizeLimit?.replace("i", "")}`];
    return ["-v", `${fill(join(folder, wanted), volume, objects)}:${mountPath}${readOnly ? ":ro" : ""}`];
  });
  await dockerEnds("rm", "-f", name);
  await docker(
    "create",
    ...["--name", name, "--label", `com.docker.compose.project=${PROJECT}`, "--network", network],
    ...(dns === undefined ? [] : ["--dns", dns]),
    ...confinement({ ...pod.securityContext, ...container.securityContext }),
    ...["--cpus", container.resources!.limits.cpu, "--memory", container.resources!.limits.memory.replace("i", "")],
    ...mounts,
    ...["-v", `${message}:${container.terminationMessagePath}`],
    ...environment(container, objects),
    ...(container.command ? ["--entrypoint", container.command[0]!] : []),
    container.image,
    ...(container.command?.slice(1) ?? []),
    ...(container.args ?? []),
  );
  try {
    const { exitCode, killed } = await runToItsEnd(name, pod);
    const { stdout, stderr } = await dockerEnds("logs", name);
    const paths = [container.terminationMessagePath!, ...container.volumeMounts!.map(({ mountPath }) => mountPath)];
    const changed = await changes(name, paths);
    const confined = await confinementOf(name);
    return {
      exitCode,
      killed,
      changed,
      confined,
      log: stderr + stdout,
      terminationMessage: readFileSync(message, "utf8"),
    };
  } finally {
    await dockerEnds("rm", "-f", name);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** At its deadline SIGTERM, and after the grace period SIGKILL. */
async function runToItsEnd(name: string, pod: PodSpec): Promise<{ exitCode: number; killed: boolean }> {
  await docker("start", name);
  const over = new AbortController();
  const waiting = docker("wait", name).finally(() => over.abort());
  const deadline = sleep(pod.activeDeadlineSeconds * 1000, true, { signal: over.signal }).catch(() => false);
  const killed = await deadline;
  if (killed) await docker("stop", "--time", `${pod.terminationGracePeriodSeconds}`, name);
  return { exitCode: Number(await waiting), killed };
}

/** The engine's own seccomp profile is what RuntimeDefault means. */
function confinement(context: SecurityContext): string[] {
  const { runAsUser, runAsGroup, readOnlyRootFilesystem, allowPrivilegeEscalation, capabilities } = context;
  return [
    ...(runAsUser === undefined ? [] : ["--user", `${runAsUser}:${runAsGroup ?? 0}`]),
    ...(readOnlyRootFilesystem ? ["--read-only"] : []),
    ...(allowPrivilegeEscalation === false ? ["--security-opt", "no-new-privileges"] : []),
    ...(capabilities?.drop ?? []).flatMap((capability) => ["--cap-drop", capability]),
    ...(capabilities?.add ?? []).flatMap((capability) => ["--cap-add", capability]),
  ];
}

async function confinementOf(name: string): Promise<PodEnd["confined"]> {
  const [{ Config, HostConfig }] = JSON.parse(await docker("inspect", name));
  const { ReadonlyRootfs, CapDrop, SecurityOpt, Memory } = HostConfig;
  return { user: Config.User, readOnly: ReadonlyRootfs, dropped: CapDrop, options: SecurityOpt, memory: Memory };
}

/** The address of the API server stands in every pod, whatever its spec says. */
function environment({ env = [], envFrom = [] }: Container, { secrets }: Objects): string[] {
  const referred = envFrom.flatMap(({ secretRef }) => Object.entries(secrets[secretRef?.name ?? ""] ?? {}));
  const own = env.map((variable): [string, string] => [variable.name, valueIn(variable)]);
  const cluster: [string, string][] = [["KUBERNETES_SERVICE_HOST", "10.96.0.1"]];
  return [...cluster, ...referred, ...own].flatMap(([name, value]) => ["-e", `${name}=${value}`]);
}

function valueIn({ value, valueFrom }: EnvVar): string {
  return value ?? (valueFrom?.fieldRef?.fieldPath === "metadata.namespace" ? "carto" : "");
}

function fill(folder: string, { projected, secret, configMap }: Volume, { secrets, configMaps }: Objects): string {
  const sources = projected?.sources ?? [
    { secret: secret && { name: secret.secretName }, configMap: configMap && { name: configMap.name } },
  ];
  mkdirSync(folder);
  for (const source of sources) {
    const files = { ...secrets[source.secret?.name ?? ""], ...configMaps[source.configMap?.name ?? ""] };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o644 });
  }
  return folder;
}

async function changes(name: string, mounted: string[]): Promise<string[]> {
  const paths = (await docker("diff", name))
    .split("\n")
    .filter(Boolean)
    .map((line) => line.slice(2));
  // The engine makes the points where something is mounted, and the folders above them.
  return paths.filter((path) => !mounted.some((mount) => mount === path || mount.startsWith(`${path}/`)));
}
