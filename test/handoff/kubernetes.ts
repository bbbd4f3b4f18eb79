// What Kubernetes takes for a NetworkPolicy: its API reference as a strict schema, and the real kubectl without a cluster.

import { execFile, spawnSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { inFolder, inFolderAsync } from "./consumer.ts";

const label = z.record(z.string().max(317), z.string().max(63));

const selector = z.strictObject({
  matchLabels: label.optional(),
  matchExpressions: z
    .array(
      z.strictObject({
        key: z.string(),
        operator: z.enum(["In", "NotIn", "Exists", "DoesNotExist"]),
        values: z.array(z.string()).optional(),
      }),
    )
    .optional(),
});

/** An ipBlock stands alone in its peer. */
const peer = z.union([
  z.strictObject({ ipBlock: z.strictObject({ cidr: z.string(), except: z.array(z.string()).optional() }) }),
  z.strictObject({ podSelector: selector, namespaceSelector: selector.optional() }),
  z.strictObject({ namespaceSelector: selector }),
]);

const port = z.strictObject({
  port: z.int().min(1).max(65_535),
  protocol: z.enum(["TCP", "UDP", "SCTP"]),
  endPort: z.int().optional(),
});

/** https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ */
export const networkPolicySchema = z.strictObject({
  apiVersion: z.literal("networking.k8s.io/v1"),
  kind: z.literal("NetworkPolicy"),
  metadata: z.strictObject({
    name: z.string().regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/),
    namespace: z.string().optional(),
    labels: label.optional(),
  }),
  spec: z.strictObject({
    podSelector: selector,
    policyTypes: z.array(z.enum(["Ingress", "Egress"])),
    ingress: z.array(z.strictObject({ from: z.array(peer).optional(), ports: z.array(port).optional() })).optional(),
    egress: z.array(z.strictObject({ to: z.array(peer).optional(), ports: z.array(port).optional() })).optional(),
  }),
});

export type NetworkPolicy = z.infer<typeof networkPolicySchema>;

/** The kind that kubectl read into its own type, or what it says. `set selector` decodes before it refuses all but Services. */
export function kubectlDecodes(text: string): string {
  return inFolder({ "policy.yaml": text }, (folder) => {
    const file = join(folder, "policy.yaml");
    const { stderr } = spawnSync("kubectl", ["set", "selector", "--local", "-f", file, "a=b"], { encoding: "utf8" });
    return /only supported for Services/.test(stderr) ? "NetworkPolicy" : stderr;
  });
}

/** `kubectl create --dry-run=client`, which asks a server for nothing but its list of kinds: one of ours on loopback. */
export async function kubectlCreates(text: string): Promise<string> {
  const server = createServer((request, response) => {
    const answer = DISCOVERY[new URL(request.url ?? "/", "http://x").pathname];
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer ?? { kind: "Status", code: 404 }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return await inFolderAsync({ "policy.yaml": text }, async (folder) => {
      const args = [
        "create",
        "--dry-run=client",
        "--validate=false",
        `--server=${url}`,
        "-f",
        join(folder, "policy.yaml"),
      ];
      const { stdout } = await promisify(execFile)("kubectl", args, { env: { PATH: process.env.PATH, HOME: folder } });
      return stdout;
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const VERSION = { groupVersion: "networking.k8s.io/v1", version: "v1" };
const DISCOVERY: Record<string, object> = {
  "/api": { kind: "APIVersions", versions: ["v1"] },
  "/api/v1": { kind: "APIResourceList", apiVersion: "v1", groupVersion: "v1", resources: [] },
  "/apis": {
    kind: "APIGroupList",
    apiVersion: "v1",
    groups: [{ name: "networking.k8s.io", versions: [VERSION], preferredVersion: VERSION }],
  },
  "/apis/networking.k8s.io/v1": {
    kind: "APIResourceList",
    apiVersion: "v1",
    groupVersion: "networking.k8s.io/v1",
    resources: [
      {
        name: "networkpolicies",
        singularName: "networkpolicy",
        namespaced: true,
        kind: "NetworkPolicy",
        verbs: ["create"],
      },
    ],
  },
};
