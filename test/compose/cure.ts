// A cure: a fault in the lab, the doctor's remedy applied as it is printed, and the doctor again, which must find nothing new.

import { expect, test } from "vitest";
import { configurationRules } from "../../src/diagnose/configuration/index.ts";
import type { Finding, FindingCode, Remedy } from "../../src/diagnose/finding.ts";
import type { Report } from "../../src/report/report.ts";
import { type Applicable, kindOf } from "../causes/kind.ts";
import { execute } from "./compose.ts";
import { type Environment, parseReport, runDoctor, type Where } from "./doctor.ts";
import { withoutSlowness } from "./slowness.ts";

export interface Run {
  environment: Environment;
  args: string[];
  where?: Where;
}

export interface Cure {
  code: FindingCode;
  kind: Applicable;
  how: string;
  run: Run;
  /** Makes the fault, and gives what takes it away whatever comes. */
  fault?: () => Promise<() => Promise<unknown>>;
  /** Findings that come of the same fault. */
  besides?: FindingCode[];
  /** Applies the printed text, and gives the run to repeat. */
  apply: (text: string, run: Run, finding: Finding) => Promise<Run> | Run;
  /** What is rightly left. */
  left?: FindingCode[];
  /** False: its own curl or nc, which must fail before and succeed after, is not tried. */
  verify?: false;
}

export function only(...ids: string[]): string[] {
  return ids.flatMap((id) => ["--only", id]);
}

/** What passed, as `code kind`. */
export const cured = new Set<string>();

export function tryCures(cures: Cure[]): void {
  test.each(cures)("$code, $kind: $how", async (cure) => {
    const mend = await cure.fault?.();
    try {
      const broken = await examined(cure.run);
      expect(codes(broken).filter((code) => code === cure.code || !isOfConfiguration(code))).toEqual(
        [cure.code, ...(cure.besides ?? [])].toSorted(),
      );
      const finding = broken.findings.find(({ code }) => code === cure.code)!;
      const remedy = printed(finding, cure.kind);
      const command = cure.verify === false ? undefined : remedy.verify;
      expect([command, await works(command, cure.run)]).not.toEqual([command, true]);

      const run = await cure.apply(remedy.snippet!.text, cure.run, finding);
      const after = await examined(run);
      // What stood in the configuration before, beside the fault, may stand there still.
      const old = codes(broken).filter((code) => code !== cure.code && isOfConfiguration(code));
      expect(codes(after).filter((code) => !old.includes(code))).toEqual((cure.left ?? []).toSorted());
      expect(after.checks.filter(({ verdict }) => ["fail", "unknown"].includes(verdict))).toEqual([]);
      expect(after.summary.exitCode).toBe(0);
      expect([command, await works(command, run)]).not.toEqual([command, false]);
      cured.add(`${cure.code} ${cure.kind}`);
    } finally {
      await mend?.();
    }
  });
}

function printed(finding: Finding, kind: Applicable): Remedy {
  const found = finding.remedies.find(({ snippet }) => snippet && kindOf(snippet) === kind);
  if (!found) throw new Error(`${finding.code} prints no ${kind}: ${JSON.stringify(finding.remedies)}`);
  return found;
}

async function examined({ environment, args, where }: Run): Promise<Report> {
  return withoutSlowness(parseReport(await runDoctor(environment, ["--json", ...args], where)));
}

/** Null where the command is not one that fails while the fault is there: curl and nc, by their exit code. */
async function works(command: string | undefined, { where }: Run): Promise<boolean | null> {
  if (!command || !/^(curl|nc) /.test(command)) return null;
  const service = where?.service === "doctor-behind-firewall" ? "firewall" : "patient";
  const { exitCode } = await execute(service, `export CURL_CA_BUNDLE=/certs/public-root.crt; timeout 15 ${command}`);
  return exitCode === 0;
}

function codes({ findings }: Report): FindingCode[] {
  return findings.map(({ code }) => code).toSorted();
}

function isOfConfiguration(code: FindingCode): boolean {
  return configurationRules.some((rule) => rule.code === code);
}

/** The text with what it leaves open, in <…>, filled in: what the report must not show or cannot know. */
export function filled(text: string, values: Record<string, string>): string {
  const full = text.replace(/<([^<>]+)>/g, (whole, name: string) => values[name] ?? whole);
  const open = full.match(/<[^<>]+>/g);
  if (open) throw new Error(`left open: ${open.join(", ")}`);
  return full;
}
