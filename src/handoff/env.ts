// customer.env: the proxy variables of a single VM, as CARTO's guide asks for them.

import type { Artifact } from "./artifact.ts";
import { comment, commentedItem } from "./comment.ts";
import type { Handoff } from "./handoff.ts";
import { type WantedVariable, wantedVariables } from "./variables.ts";

export function env(handoff: Handoff): Artifact {
  const { found, proxy, ca } = handoff;
  const wanted = wantedVariables(handoff);
  const left = wanted.filter(({ name, value }) => found === null || found.variables[name] !== value);
  const lines = [
    ...comment(`Proxy settings of CARTO Self-hosted on a single VM, for the proxy ${proxy?.href}.`),
    ...comment(
      "Append these lines to customer.env, not to .env: the installer writes .env anew from customer.env at every upgrade. Take out older lines of the same names. Then run the installer, and start the containers anew.",
    ),
    ...comment(
      "Values stand without quotation marks, which some readers would take for a part of the value. Each variable stands in upper and in lower case: CARTO's client libraries differ in which one they read.",
    ),
    ...comment(
      "For the containers alone: the Docker daemon pulls the images with proxy settings of its own (systemd drop-in or daemon.json).",
    ),
    ...(found === null ? [] : comment("Only what the report's run had otherwise, or not at all.")),
    ...left.flatMap((variable, index) => [
      ...(variable.why === left[index - 1]?.why ? [] : ["", ...reason(variable, handoff)]),
      `${variable.name}=${variable.value}`,
    ]),
    ...(left.length === 0 ? ["", ...comment("Nothing: the run of the report had all of them.")] : []),
    ...(proxy?.scheme === "https" && ca === null
      ? ["", ...comment(CA_LINE), "# NODE_EXTRA_CA_CERTS=/usr/src/certs/proxy-ca.crt"]
      : []),
  ];
  return { text: `${lines.join("\n")}\n`, notes: notesOf(handoff) };
}

const CA_LINE =
  "Where the proxy's certificate is signed by a CA of your own: put that CA's certificate into ./certs beside docker-compose.yml, the one folder that is mounted into the containers, and take the # from:";

function reason({ name, why }: WantedVariable, { bypass, ca }: Handoff): string[] {
  if (name.toUpperCase() === "NO_PROXY") {
    const groups = Map.groupBy(bypass, (each) => each.why);
    return [
      ...comment(why),
      ...[...groups].flatMap(([words, entries]) =>
        commentedItem(`${entries.map(({ entry }) => entry).join(", ")}: ${words}`),
      ),
    ];
  }
  const copy = name === "NODE_EXTRA_CA_CERTS" && ca?.file ? ` Copy it there: ${ca.file}` : "";
  return comment(`${why}${copy}`);
}

function notesOf(handoff: Handoff): string[] {
  const { ca } = handoff;
  if (!ca?.file) return httpsLimits(handoff);
  return [
    `${ca.file} must lie in ./certs beside docker-compose.yml, to be seen as ${ca.containerPath}.`,
    ...httpsLimits(handoff),
  ];
}

/** What no configuration can mend, and what only the operator knows. */
export function httpsLimits({ proxy, ca, restApi }: Handoff): string[] {
  if (proxy?.scheme !== "https") return [];
  return [
    ...(ca === null ? ["If a CA of your own signed the proxy's certificate, name its file by --ca."] : []),
    ...(restApi ? [] : [GRPC]),
    "With an https:// proxy whose certificate a private CA signed, CARTO does not support data imports.",
  ];
}

const GRPC =
  "With an https:// proxy the gRPC client of Pub/Sub connects directly: open that way, or see what CARTO says of PUBSUB_USE_REST_API.";
