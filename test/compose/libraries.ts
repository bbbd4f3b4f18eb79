// The containers of the client libraries: asks one, in its own process, with this environment and no other.

import { outcomeIn } from "../fidelity/asking.ts";
import { type Job, LIBRARIES, type LibraryName, type Outcome } from "../fidelity/job.ts";
import { containerOf, dockerEnds } from "./compose.ts";
import { type Environment, settings } from "./doctor.ts";

export type Container = "libraries" | "libraries-behind-firewall";

/** All of them at once. */
export async function askLibraries(
  container: Container,
  environment: Environment,
  job: Omit<Job, "library">,
): Promise<Record<LibraryName, Outcome>> {
  const id = await containerOf(container);
  // The lab's root in place of the public ones.
  const variables = { ...environment, SSL_CERT_FILE: "/certs/public-root.crt" };
  const outcomes = LIBRARIES.map(async (library) => {
    const text = JSON.stringify({ ...job, library } satisfies Job);
    const ended = await dockerEnds(
      "exec",
      ...settings(variables),
      id,
      "node",
      "--no-warnings",
      "/lab/fidelity/ask.ts",
      text,
    );
    return [library, outcomeIn(ended.stdout, ended.stderr)] as const;
  });
  return Object.fromEntries(await Promise.all(outcomes)) as Record<LibraryName, Outcome>;
}
