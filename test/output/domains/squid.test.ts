import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { renderDomains } from "../../../src/output/domains.ts";
import type { DeploymentKind } from "../../../src/settings/settings.ts";
import type { Domain, Need, Whitelist } from "../../../src/whitelist/domain.ts";
import { loadWhitelist } from "../../../src/whitelist/load.ts";

const SQUID = "/usr/sbin/squid";

function row(host: string, need: Need = "optional", verified = true): Domain {
  return {
    ...{ id: host.replace(/[^a-z]+/g, "-"), host, samples: [], port: 443, protocol: "https", need, feature: "f" },
    ...{ purpose: "P.", deployments: ["vm"], leavesFrom: "pod", path: "/", expect: null, source: "s", verified },
  };
}

function listOf(...domains: Domain[]): Whitelist {
  return { version: "1", sha256: "", files: [], domains };
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

/** What Squid itself says about a file of names. */
function squidSays(text: string): { status: number | null; complaints: string[] } {
  const folder = mkdtempSync(join(tmpdir(), "squid-"));
  try {
    writeFileSync(join(folder, "domains.txt"), text);
    const configuration = [`acl carto dstdomain "${join(folder, "domains.txt")}"`, "http_access allow carto", ""];
    writeFileSync(join(folder, "squid.conf"), configuration.join("\n"));
    const { status, stdout, stderr } = spawnSync(SQUID, ["-k", "parse", "-f", join(folder, "squid.conf")], {
      encoding: "utf8",
    });
    const complaints = `${stdout}${stderr}`.split("\n").filter((line) => /WARNING|ERROR|FATAL/.test(line));
    return { status, complaints: complaints.filter((line) => /domain|ACL|acl/.test(line)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("renderSquid", () => {
  it("writes a wildcard as a dotted suffix", () => {
    expect(linesOf(renderDomains(listOf(row("*.a.com"), row("b.com")), "vm", "squid"))).toEqual([".a.com", "b.com"]);
  });

  it("writes nothing twice, and nothing that a wildcard covers", () => {
    const domains = [row("x.a.com"), row("*.a.com"), row("a.com"), row("*.b.a.com"), row("*.a.com"), row("xa.com")];
    expect(linesOf(renderDomains(listOf(...domains), "vm", "squid"))).toEqual([".a.com", "xa.com"]);
  });

  it("keeps a wildcard among the required names where a required name needs it", () => {
    const text = renderDomains(listOf(row("*.a.com"), row("b.com"), row("x.a.com", "required")), "vm", "squid");
    const required = text.slice(text.indexOf("# Required"), text.indexOf("# Optional"));
    expect(linesOf(required)).toEqual([".a.com"]);
    expect(required).toContain("# x-a-com, port 443");
  });

  it("holds each row as a name or under one", () => {
    const whitelist = loadWhitelist(null);
    for (const deployment of ["vm", "kots", "helm"] satisfies DeploymentKind[]) {
      const names = linesOf(renderDomains(whitelist, deployment, "squid"));
      expect(new Set(names).size).toBe(names.length);
      const rows = whitelist.domains.filter(({ deployments }) => deployments.includes(deployment));
      for (const { host } of rows) {
        const name = host.replace("*", "");
        expect(names.some((other) => other === name || (other.startsWith(".") && `.${name}`.endsWith(other)))).toBe(
          true,
        );
      }
    }
  });

  it("cannot be broken out of by a version", () => {
    const text = renderDomains({ ...listOf(row("a.com")), version: "1\nevil.org" }, "vm", "squid");
    expect(linesOf(text)).toEqual(["a.com"]);
  });
});

describe.skipIf(!existsSync(SQUID))("Squid itself", () => {
  it("complains of names that cover each other: the check below can fail", () => {
    expect(squidSays(".a.com\nx.a.com\n").complaints).not.toEqual([]);
  });

  it.each<DeploymentKind>(["vm", "kots", "helm"])("takes the file for %s without a complaint", (deployment) => {
    const { status, complaints } = squidSays(renderDomains(loadWhitelist(null), deployment, "squid"));
    expect(complaints).toEqual([]);
    expect(status).toBe(0);
  });
});
