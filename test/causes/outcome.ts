// Plays a cause, asks the real clients, and says what is wrong with what the doctor said. The suite and the matrix share it.

import { configurationRules } from "../../src/diagnose/configuration/index.ts";
import type { Finding, FindingCode } from "../../src/diagnose/finding.ts";
import type { Report } from "../../src/report/report.ts";
import { type Cause, nameOf } from "./cause.ts";
import type { Playing } from "./confusion.ts";
import { differences, foretold } from "./differences.ts";
import { type Opinion, opinionsOf } from "./differential.ts";
import { play, type Scene } from "./scene.ts";
import type { Stage } from "./stage.ts";

export interface Outcome {
  cause: Cause;
  scene: Scene;
  report: Report;
  /** For the matrix: findings that belong to the same fault are left out on both sides. */
  playing: Playing;
  opinions: Opinion[];
  /** Verdicts that are no match for what works, and differences between clients that no table explains. */
  disagreements: string[];
}

export async function playCause(cause: Cause, stage: Stage): Promise<Outcome> {
  const scene = await cause.scene(stage);
  const report = await play(scene, stage);
  const opinions = await opinionsOf(report, scene, stage);
  return {
    cause,
    scene,
    report,
    playing: playingOf(cause, report),
    opinions,
    disagreements: disagree(cause, opinions, report.findings),
  };
}

/**
 * Findings of the configuration are no confusion beside a fault of the network, which they often explain. A missing one of
 * `besides` counts as something that was injected and not given.
 */
function playingOf(cause: Cause, { findings }: Report): Playing {
  const beside = cause.besides ?? [];
  const given = [...new Set(findings.map(({ code }) => code))];
  const missing = beside.filter((code) => !given.includes(code));
  const injected = cause.code === "nothing" ? [] : [cause.code];
  const ofConfiguration = injected.some(isOfConfiguration);
  return {
    how: cause.how,
    injected: [...injected, ...missing],
    given: given.filter((code) => !beside.includes(code) && (ofConfiguration || !isOfConfiguration(code))),
  };
}

export function isOfConfiguration(code: FindingCode): boolean {
  return configurationRules.some((rule) => rule.code === code);
}

export function disagree(
  cause: Pick<Cause, "code" | "how">,
  opinions: Opinion[],
  findings: Pick<Finding, "code" | "affects">[],
): string[] {
  const said = findings.find(({ code }) => code === foretold[nameOf(cause)])?.affects ?? [];
  const verdicts = opinions.flatMap(({ id, verdict, clients }) => {
    const own = clients.filter(({ name }) => name !== "curl" && name !== "psql");
    const failing = own.filter(({ works }) => !works).map(({ name }) => name);
    if (failing.length === 0 && verdict === "fail") return [`${id} is a FAIL, and works for all that CARTO runs`];
    if (failing.length > 0 && verdict === "pass" && !said.includes(id))
      return [`${id} is a PASS, and does not work for ${failing.join(", ")}`];
    return [];
  });
  const unlike = opinions.filter(({ clients }) => new Set(clients.map(({ works }) => works)).size > 1);
  if (!(nameOf(cause) in differences)) return [...verdicts, ...unlike.map(({ id }) => `${id}: the clients differ`)];
  // Where curl or psql is not installed there may be nobody to differ.
  const isAsked = opinions.some(({ clients }) => clients.some(({ name }) => name === "curl" || name === "psql"));
  if (!isAsked || unlike.length > 0) return verdicts;
  return [...verdicts, "the clients agree, though differences.ts says they do not"];
}
