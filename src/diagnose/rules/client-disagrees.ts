// Our own probe gets through, and the client library that CARTO runs does not.

import { takenRoute, wayTexts } from "../client-way.ts";
import type { ObservedCheck } from "../evidence.ts";
import { failedStep, gotThrough, stepOf } from "../failed-step.ts";
import { pathCheckOf } from "../path-check.ts";
import { listed, losses, sentences, targets } from "../phrase.ts";
import { doctor } from "../remedies/command.ts";
import type { Explanation, NetworkRule } from "../rule.ts";
import { sight, sightings } from "../sighting.ts";

export const clientDisagrees: NetworkRule = {
  code: "client-disagrees",
  page: {
    summary:
      "The client library that CARTO runs does not get through where our own probe does, or takes another route.",
    severities: ["error", "warning"],
    means:
      "The way is open for a plain client, and not for this library: it reads the settings differently, wants more than an open way (a revocation service, HTTP/2, a header of another size), or has a fault of its own. What the library experiences is what CARTO experiences.",
    recognised:
      "The library was run in a process of its own with the variables of CARTO's container, and failed with an error that no other code names, while our own check of the same target got through. A warning where it got through by another route than its reading of the variables, as carto-proxy route prints it, says: the way works, and a newer version of the library may read them differently.",
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
    if (observed.check.kind !== "client") return null;
    const path = pathCheckOf(observed, evidence);
    if (failedStep(observed) === null) return strays(observed, path) ? { severity: "warning", group: "route" } : null;
    if (path === null || !gotThrough(path)) return null;
    return { severity: "error", group: `${observed.check.client} ${failedStep(observed)?.failure.code}` };
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    if (failedStep(first) === null) return explainRoute(claimed);
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
      evidence: sightings(claimed, (observed) => [sight(observed), ...wayTexts(observed)].join("; ")),
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

/** It got through by another route than the plan foretells for it; one that bypasses the proxy has a code of its own. */
function strays(observed: ObservedCheck, path: ObservedCheck | null): boolean {
  const taken = takenRoute(observed);
  if (!gotThrough(observed) || taken === null || taken === observed.check.route.kind) return false;
  return !(taken === "direct" && path?.check.route.kind === "proxy");
}

function explainRoute(claimed: ObservedCheck[]): Explanation {
  const first = claimed[0]!;
  const by = listed(claimed.flatMap((observed) => stepOf(observed, "login")?.facts.by ?? []));
  const { route } = first.check;
  const foretold = route.kind === "proxy" ? `by ${route.proxy}` : "direct";
  return {
    title: `${by} reaches ${targets(claimed)} by another route than foretold for it`,
    why: sentences(
      `By its reading of the variables it goes ${foretold}; on its sockets the other route was seen. It works; what carto-proxy route says of this library is not true of this version.`,
    ),
    evidence: claimed.map((observed) => `${observed.check.id}: ${wayTexts(observed).join("; ")}`),
    remedies: [
      {
        who: "carto-support",
        do: "Send the JSON report of this run (it holds no secrets): the reading of this library has to follow its new version.",
        snippet: { language: "sh", text: "carto-proxy doctor --output report.json" },
        verify: doctor(...claimed),
      },
    ],
  };
}
