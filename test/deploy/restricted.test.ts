import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { DEPLOY, documents, FOLDERS, type Job, jobOf, KUSTOMIZE, type PodSpec, render } from "./manifests.ts";
import { restrictedBreaches } from "./restricted.ts";

const written = parse(readFileSync(join(DEPLOY, "base/job.yaml"), "utf8")) as Job;

test("the Job fits the restricted Pod Security Standard", () => {
  expect(restrictedBreaches(written.spec.template.spec)).toEqual([]);
});

test.skipIf(!KUSTOMIZE).each(FOLDERS)("%s still does, as rendered", (folder) => {
  expect(restrictedBreaches(jobOf(documents(render(join(DEPLOY, folder)))).spec.template.spec)).toEqual([]);
});

const faults: [control: string, fault: (pod: PodSpec) => void][] = [
  ["Host Namespaces", (pod) => Object.assign(pod, { hostNetwork: true })],
  ["Privileged Containers", (pod) => Object.assign(pod.containers[0]!.securityContext!, { privileged: true })],
  [
    "Capabilities",
    (pod) => Object.assign(pod.containers[0]!.securityContext!, { capabilities: { drop: ["NET_RAW"] } }),
  ],
  ["Capabilities", (pod) => Object.assign(pod.containers[0]!.securityContext!.capabilities!, { add: ["NET_ADMIN"] })],
  ["Volume Types", (pod) => pod.volumes!.push({ name: "node", hostPath: { path: "/" } })],
  ["Host Ports", (pod) => Object.assign(pod.containers[0]!, { ports: [{ hostPort: 80 }] })],
  ["Privilege Escalation", (pod) => delete pod.containers[0]!.securityContext!.allowPrivilegeEscalation],
  ["Running as Non-root", (pod) => delete pod.securityContext!.runAsNonRoot],
  ["Running as Non-root user", (pod) => Object.assign(pod.securityContext!, { runAsUser: 0 })],
  ["Seccomp", (pod) => delete pod.securityContext!.seccompProfile],
  [
    "Sysctls",
    (pod) => Object.assign(pod.securityContext!, { sysctls: [{ name: "kernel.shm_rmid_forced", value: "0" }] }),
  ],
  ["/proc Mount Type", (pod) => Object.assign(pod.containers[0]!.securityContext!, { procMount: "Unmasked" })],
];

test.each(faults)("a spec that breaks %s is told", (control, fault) => {
  const pod = structuredClone(written.spec.template.spec);
  fault(pod);
  expect(restrictedBreaches(pod)).toEqual([control]);
});
