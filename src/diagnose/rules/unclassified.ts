// The last rule: claims every failure that no other rule knows, and shows the raw cause.

import { failedStep, gotThrough } from "../failed-step.ts";
import { pathCheckOf } from "../path-check.ts";
import { losses, sentences, targets } from "../phrase.ts";
import { doctor } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { wayOut } from "../service.ts";
import { sightings } from "../sighting.ts";

export const unclassified: NetworkRule = {
  code: "unclassified",
  page: {
    summary: "A failure of a kind that no other rule knows.",
    severities: ["error"],
    means: "No rule fits what was seen, so the raw cause is shown instead of a guess.",
    recognised: "The last rule: it claims every failed check that no rule before it claims.",
    evidence: [
      "the raw cause in the line Seen",
      "whether our own probe of the same target got through and a client library alone failed",
    ],
    remedies: [{ who: "carto-support", do: "Take the JSON report of the run, which holds no secrets." }],
    verify: "carto-proxy doctor --output report.json.",
    related: [],
  },
  match(observed) {
    const failed = failedStep(observed);
    if (!failed) return null;
    return { severity: "error", group: `${wayOut(observed)} ${failed.phase} ${failed.failure.code}` };
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const failed = failedStep(first);
    const path = pathCheckOf(first, evidence);
    return {
      title: `${targets(claimed)}: a failure of a kind that is not known here, in phase ${failed?.phase ?? "unknown"}`,
      why: sentences(
        "No rule fits what was seen, so the raw cause is shown instead of a guess.",
        path &&
          gotThrough(path) &&
          "Our own probe of the same target got through; the client library that CARTO uses did not.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "carto-support",
          do: "Send the JSON report of this run (it holds no secrets) to CARTO support.",
          snippet: { language: "sh", text: "carto-proxy doctor --output report.json" },
          verify: doctor(first),
        },
      ],
    };
  },
};
