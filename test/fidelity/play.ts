// One scenario on loopback: every real library and the doctor, one after the other in the same environment.

import { askLibrary } from "./asking.ts";
import { compare } from "./comparison.ts";
import { runDoctor } from "./doctor.ts";
import { LIBRARIES, type LibraryName, type Outcome } from "./job.ts";
import { DATABASE, type Place, PROXY } from "./place.ts";
import type { Scenario } from "./scenarios.ts";
import { HOSTS, subjects } from "./subjects.ts";
import type { Played } from "./table.ts";

export async function playScenario({ name, scene }: Scenario, place: Place): Promise<Played> {
  const {
    env,
    names = "warehouses",
    credentials = place.credentials,
    accessToken = place.accessToken,
    postgres = place.postgres,
    silent,
  } = await scene(place);
  place.resolve(names);
  const limitMs = silent ? 12_000 : 60_000;
  const job = { hosts: HOSTS, postgres, credentials, accessToken, limitMs };
  const around = { ...env, SSL_CERT_FILE: place.files.publicRoots };
  const outcomes = await Promise.all(
    LIBRARIES.map(async (library) => [library, await askLibrary({ ...job, library }, around)] as const),
  );
  const report = await runDoctor(place, { env, credentials, postgres, timeoutS: silent ? 10 : 40 });
  const found = Object.fromEntries(outcomes) as Record<LibraryName, Outcome>;
  return { scenario: name, cells: compare(found, report, subjects(DATABASE), proxiesIn(env)) };
}

/** As a library may name them: by name, or by the address that the name stands for. */
function proxiesIn(env: Record<string, string>): string[] {
  const urls = Object.entries(env).flatMap(([name, value]) => (/_proxy$/i.test(name) ? (URL.parse(value) ?? []) : []));
  return urls.flatMap(({ hostname, port }) => [
    `${hostname}:${port}`,
    ...(hostname === PROXY ? [`127.0.0.1:${port}`] : []),
  ]);
}
