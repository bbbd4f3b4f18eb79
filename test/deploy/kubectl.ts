// The real kubectl without a cluster: what it asks a server about kinds is answered on loopback.

import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { inFolderAsync, KUBECTL } from "../handoff/consumer.ts";

/** `kubectl create --dry-run=client`: what it says of each object. Throws with its complaint. */
export async function kubectlCreates(text: string): Promise<string> {
  const server = createServer((request, response) => {
    const answer = DISCOVERY[new URL(request.url ?? "/", "http://x").pathname];
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer ?? { kind: "Status", code: 404 }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return await inFolderAsync({ "rendered.yaml": text }, async (folder) => {
      const file = join(folder, "rendered.yaml");
      const args = ["create", "--dry-run=client", "--validate=false", `--server=${url}`, "-f", file];
      const { stdout } = await promisify(execFile)(KUBECTL!, args, { env: { PATH: process.env.PATH, HOME: folder } });
      return stdout;
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const kind = (name: string, title: string) => ({
  name,
  singularName: "",
  namespaced: true,
  kind: title,
  verbs: ["create"],
});
const batch = { groupVersion: "batch/v1", version: "v1" };
const DISCOVERY: Record<string, object> = {
  "/api": { kind: "APIVersions", versions: ["v1"] },
  "/api/v1": {
    kind: "APIResourceList",
    groupVersion: "v1",
    resources: [kind("configmaps", "ConfigMap"), kind("secrets", "Secret")],
  },
  "/apis": {
    kind: "APIGroupList",
    apiVersion: "v1",
    groups: [{ name: "batch", versions: [batch], preferredVersion: batch }],
  },
  "/apis/batch/v1": {
    kind: "APIResourceList",
    apiVersion: "v1",
    groupVersion: "batch/v1",
    resources: [kind("jobs", "Job")],
  },
};
