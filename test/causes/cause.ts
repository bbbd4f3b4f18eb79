// A cause: how to make one fault, the code that it must be given, and where a machine can, the remedy that cures it.

import type { Finding, FindingCode } from "../../src/diagnose/finding.ts";
import type { Scene } from "./scene.ts";
import type { Stage } from "./stage.ts";

export interface Cause {
  /** "nothing": a scene in which all is well, however odd it looks. */
  code: FindingCode | "nothing";
  how: string;
  scene: (stage: Stage) => Promise<Scene>;
  /** Findings that belong to the same fault, such as the configuration that explains it. */
  besides?: FindingCode[];
  /** Applies what the finding says to the scene. */
  cure?: (scene: Scene, finding: Finding, stage: Stage) => Promise<Scene> | Scene;
  /** What may be left after the cure. */
  left?: FindingCode[];
  /** Why it cannot be made on this machine, or null. */
  unless?: string | null;
}

/** e.g. "proxy-denied: Squid's access rules, a tunnel" */
export function nameOf({ code, how }: Pick<Cause, "code" | "how">): string {
  return `${code}: ${how}`;
}
