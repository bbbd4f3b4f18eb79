// Counts what the scenes cured, over every test file of a run, and says it at its end.

import { readdirSync } from "node:fs";
import { basename } from "node:path";
import type { TestProject } from "vitest/node";
import { tally } from "./cure-tally.ts";

declare module "vitest" {
  interface TaskMeta {
    /** `code kind` of the printed remedies that this test applied and that left nothing. */
    cured?: string[];
  }
}

const ELSEWHERE: Record<string, string> = {
  iptables: "rules for a firewall are tried in the compose lab",
  ca: "openssl's commands are tried in the compose lab",
  pg_hba: "a server's files are tried in the compose lab",
  postgresql: "a server's files are tried in the compose lab",
};

export default function setup(project: TestProject): () => void {
  return () => {
    const modules = project.vitest.state.getTestModules();
    // A part of the scenes tells nothing of the whole.
    const ran = new Set(modules.map(({ moduleId }) => basename(moduleId)));
    if (readdirSync(import.meta.dirname).some((name) => name.endsWith(".test.ts") && !ran.has(name))) return;
    const tests = modules.flatMap((module) => [...module.children.allTests("passed")]);
    const cured = new Set(tests.flatMap((each) => each.meta().cured ?? []));
    console.info(`On loopback ${tally(cured, whyNot)}`);
  };
}

function whyNot(each: string): string {
  return ELSEWHERE[each.replace(/^.* /, "")] ?? "no scene of loopback applies it, or it failed";
}
