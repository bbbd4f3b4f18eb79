import { describe, expect, test } from "vitest";
import { type BypassFacts, bypassEntries } from "../../src/handoff/bypass.ts";

const NOTHING: BypassFacts = {
  deployment: "vm",
  clusterDomain: "cluster.local",
  workloadIdentity: false,
  snowflakeHosts: [],
  own: [],
  proxied: [],
};

function entries(facts: Partial<BypassFacts>): string[] {
  return bypassEntries({ ...NOTHING, ...facts }).bypass.map(({ entry }) => entry);
}

/** Without what a deployment has anyway. */
function own(list: string[], facts: Partial<BypassFacts> = {}): string[] {
  const usual = entries({ deployment: "helm" });
  return entries({ deployment: "helm", own: list, ...facts }).filter((entry) => !usual.includes(entry));
}

describe("what a deployment needs", () => {
  test("a single VM: this machine and the containers by name", () => {
    const vm = entries({});
    for (const name of ["localhost", "notifier", "workspace-api", "http-cache"]) expect(vm).toContain(name);
    expect(vm.filter((entry) => entry.includes("svc"))).toEqual([]);
  });

  test.each(["helm", "kots"] as const)("%s: the cluster's own names, under its own domain", (deployment) => {
    expect(entries({ deployment })).toEqual(["localhost", "127.0.0.1", ".svc.cluster.local"]);
    expect(entries({ deployment, clusterDomain: "corp.internal" })).toContain(".svc.corp.internal");
  });

  test("Workload Identity: the metadata server in all its names", () => {
    expect(entries({ deployment: "helm", workloadIdentity: true })).toEqual(
      expect.arrayContaining(["169.254.169.254", "metadata", "metadata.google.internal"]),
    );
  });

  test("Snowflake that must not go by the proxy, in the two spellings that all versions of its driver read", () => {
    const both = [".snowflakecomputing.com", "*.snowflakecomputing.com"];
    expect(own([], { snowflakeHosts: ["a.snowflakecomputing.com", "b.snowflakecomputing.com"] })).toEqual(both);
    expect(own([], { snowflakeHosts: ["a.snowflakecomputing.cn"] })).toEqual([
      ".snowflakecomputing.cn",
      "*.snowflakecomputing.cn",
    ]);
  });

  test("every entry says why", () => {
    const { bypass } = bypassEntries({ ...NOTHING, own: ["mega.io"], workloadIdentity: true });
    expect(bypass.filter(({ why }) => why === "")).toEqual([]);
  });
});

describe("the operator's own entries", () => {
  test.each([
    ["mega.io", ["mega.io", ".mega.io", "*.mega.io"]],
    [" MEGA.IO ", ["mega.io", ".mega.io", "*.mega.io"]],
    [".mega.io", [".mega.io", "*.mega.io"]],
    ["*.mega.io", [".mega.io", "*.mega.io"]],
    ["mega.io:443", ["mega.io", ".mega.io", "*.mega.io"]],
    ["mega.io.", ["mega.io", ".mega.io", "*.mega.io"]],
    ["intranet", ["intranet"]],
    ["10.1.2.3", ["10.1.2.3"]],
    ['"mega.io', ["mega.io", ".mega.io", "*.mega.io"]],
    ['["mega.io"]', ["mega.io", ".mega.io", "*.mega.io"]],
  ])("%s is written so that all read it alike", (raw, expected) => {
    expect(own([raw])).toEqual(expected);
  });

  test.each([
    ["*", "everything"],
    ["10.0.0.0/8", "address ranges"],
    ["a b", "no host name"],
    ["x\ny", "no host name"],
    ["$(reboot)", "no host name"],
  ])("%j is left out, and the operator is told", (raw, why) => {
    const { notes } = bypassEntries({ ...NOTHING, deployment: "helm", own: [raw] });
    expect(own([raw])).toEqual([]);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain(why);
    expect(notes[0]).not.toMatch(/[\r\n]/);
  });

  test("an entry that covers a required host is left out, and the host is named", () => {
    const facts = { own: ["googleapis.com"], proxied: ["pubsub.googleapis.com"] };
    expect(own(facts.own, facts)).toEqual([]);
    expect(bypassEntries({ ...NOTHING, ...facts }).notes[0]).toContain("pubsub.googleapis.com");
    expect(own(["notgoogleapis.com"], { proxied: ["googleapis.com"] })).toContain("notgoogleapis.com");
  });

  test("an empty entry, which would open everything to the gRPC client, is dropped", () => {
    expect(own(["", " ", "mega.io", ""])).toEqual(["mega.io", ".mega.io", "*.mega.io"]);
  });

  test("what is there already does not come twice", () => {
    const all = entries({ own: ["localhost", "notifier", "mega.io", "mega.io", "www.mega.io"] });
    expect(new Set(all).size).toBe(all.length);
    expect(all).not.toContain("www.mega.io");
  });

  test("what it wrote it would write again", () => {
    for (const deployment of ["vm", "helm"] as const) {
      const first = entries({ deployment, own: ["mega.io", ".x.corp", "10.1.2.3"] });
      expect(entries({ deployment, own: first })).toEqual(first);
    }
  });

  test("a login in an entry is not told", () => {
    const { notes } = bypassEntries({ ...NOTHING, own: ["http://user:canary@x/y"] });
    expect(notes.join()).not.toContain("canary");
  });
});
