// carto-proxy plan: what doctor would test and by which route. Opens no socket.

import { renderPlan } from "../output/plan.ts";
import { writeFully } from "./destination.ts";
import type { PlanFlags } from "./flags.ts";
import { prepare } from "./preparation.ts";

export async function plan(flags: PlanFlags): Promise<number> {
  const { plan: checks, settings } = prepare(flags, process.env);
  const asJson = () => `${JSON.stringify({ schema: "carto-proxy/plan/1", ...checks }, null, 2)}\n`;
  await writeFully(process.stdout, flags.json ? asJson() : renderPlan(checks, settings));
  return 0;
}
