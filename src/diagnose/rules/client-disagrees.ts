// Our own probe gets through, and the client library that CARTO runs does not.

import { waysToTarget, wayText } from "../client-way.ts";
import { failedStep, stepOf } from "../failed-step.ts";
import { pathCheckOf } from "../path-check.ts";
import { listed, losses, sentences, targets } from "../phrase.ts";
import { doctor } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { sight, sightings } from "../sighting.ts";

export const clientDisagrees: NetworkRule = {
  code: "client-disagrees",
  page: {
    summary: "Our own probe gets through, and the client library that CARTO runs does not.",
    severities: ["error"],
    means:
      "The way is open for a plain client, and not for this library: it reads the settings differently, wants more than an open way (a revocation service, HTTP/2, a header of another size), or has a fault of its own. What the library experiences is what CARTO experiences.",
    recognised:
      "The library was run in a process of its own with the variables of CARTO's container, and failed with an error that no other code names, while our own check of the same target got through.",
    evidence: ["the library's own words", "the connections that it opened", "its name and version"],
    remedies: [
      {
        who: "operator",
        do: "Read the library's words and the connections that it opened: they say which setting it took.",
      },
      { who: "carto-support", do: "Take the JSON report of the run, which holds no secrets." },
    ],
    verify: "carto-proxy doctor --only CHECK.",
    related: ["client-bypasses-proxy", "unclassified"],
  },
  match(observed, evidence) {
    if (observed.check.kind !== "client" || failedStep(observed) === null) return null;
    const path = pathCheckOf(observed, evidence);
    if (path && failedStep(path) !== null) return null;
    return { severity: "error", group: `${observed.check.client} ${failedStep(observed)?.failure.code}` };
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const path = pathCheckOf(first, evidence);
    const by = listed(claimed.flatMap((observed) => stepOf(observed, "login")?.facts.by ?? []));
    return {
      title: `${by || "The client library"} does not reach ${targets(claimed)}, where our own probe gets through`,
      why: sentences(
        path &&
          `${path.check.id} got through ${path.check.route.kind === "proxy" ? `by ${path.check.route.proxy}` : "direct"}.`,
        "The library was run with the variables of CARTO's container, and it is the library that CARTO uses.",
        losses(claimed),
      ),
      evidence: sightings(claimed, (observed) => {
        const ways = waysToTarget(observed).slice(0, 3).map(wayText);
        return [sight(observed), ...ways].join("; ");
      }),
      remedies: [
        {
          who: "operator",
          do: "Compare the connections above with what carto-proxy route says of this library, and correct the variable that it took.",
          verify: doctor(...claimed),
        },
        {
          who: "carto-support",
          do: "Send the JSON report of this run (it holds no secrets) to CARTO support.",
          snippet: { language: "sh", text: "carto-proxy doctor --output report.json" },
          verify: doctor(...claimed),
        },
      ],
    };
  },
};
