import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { listenersIn, lookedFrom, type Signs } from "../../src/commands/vantage.ts";

const HOST: Signs = {
  container: false,
  cartoEnvironment: false,
  own: "net:[1]",
  first: "net:[1]",
  neighbours: [],
  strangePorts: [],
};

describe("whose network", () => {
  test.each<[what: string, signs: Partial<Signs>, network: string, words: RegExp]>([
    ["the host's", {}, "host", /that of process 1/],
    ["a person who is not root", { first: null }, "unknown", /root alone/],
    ["no /proc", { own: null }, "unknown", /\/proc/],
    ["a container", { container: true }, "container", /nobody else/],
    [
      "docker run --network container:X",
      { container: true, strangePorts: [3000] },
      "shared",
      /port 3000.*cannot be seen/,
    ],
    ["docker exec in CARTO's container", { container: true, cartoEnvironment: true }, "carto-container", /environment/],
    ["nsenter", { own: "net:[2]", neighbours: [{ pid: 7, carto: true }] }, "carto-container", /process 7/],
    ["nsenter elsewhere", { own: "net:[2]", neighbours: [{ pid: 7, carto: false }] }, "separate", /nothing shows/],
    ["a new namespace", { own: "net:[2]" }, "separate", /no other process/],
  ])("%s", (_, signs, network, words) => {
    const told = lookedFrom({ ...HOST, ...signs });
    expect(told.network).toBe(network);
    expect(told.sign).toMatch(words);
  });
});

test("who listens, by /proc/net/tcp", () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0 100 0 0 10 0
   1: 0100007F:1F90 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0 20 4 30 10 -1
`;
  expect(listenersIn(table)).toEqual([{ address: "00000000", port: 3000, inode: "4711" }]);
});

const VANTAGE = resolve(import.meta.dirname, "../../src/commands/vantage.ts");

/** A machine in small: process 1 (which bash stays by its last line) and a process in a network namespace of its own, and the answer from within that namespace. */
function seenFromNamespaceOf(environment: string): { status: number | null; stdout: string } {
  const ask = `import("${VANTAGE}").then((m) => console.log(JSON.stringify(m.lookedFrom(m.readSigns(false, {})))))`;
  const program = `
    ${environment} unshare -n sleep 600 & other=$!
    until [ "$(readlink /proc/$other/ns/net)" != "$(readlink /proc/1/ns/net)" ]; do :; done
    until [ "$(cat /proc/$other/comm)" = sleep ]; do :; done
    nsenter -t $other -n "$NODE" -e '${ask}'
    exit $?`;
  return spawnSync("unshare", ["-p", "-f", "--kill-child", "--mount-proc", "bash", "-c", program], {
    encoding: "utf8",
    env: { PATH: process.env.PATH, NODE: process.execPath },
  });
}

const noNamespaces = spawnSync("unshare", ["-n", "-p", "-f", "--mount-proc", "true"]).status !== 0;

describe.skipIf(noNamespaces)("nsenter, as root on Linux", () => {
  test("into the network of a process that has CARTO's environment", () => {
    const { stdout } = seenFromNamespaceOf("CARTO_SELFHOSTED_VERSION=2026.8.11");
    expect(JSON.parse(stdout)).toMatchObject({ network: "carto-container", sign: expect.stringContaining("CARTO's") });
  });

  test("into another network", () => {
    const { stdout } = seenFromNamespaceOf("OTHER=1");
    expect(JSON.parse(stdout)).toMatchObject({ network: "separate" });
  });
});
