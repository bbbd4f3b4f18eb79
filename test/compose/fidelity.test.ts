// Scenario x real library on real servers: the outcome and the way of each, seen without our code, against what the doctor says of it.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CLIENT_NAMES } from "../../src/plan/check.ts";
import { compare } from "../fidelity/comparison.ts";
import { warehouseUrls } from "../fidelity/doctor.ts";
import { HOSTS, subjects } from "../fidelity/subjects.ts";
import { disagreementsIn } from "../fidelity/table.ts";
import type { Credentials } from "../services/accounts.ts";
import { readGiven } from "./accounts.ts";
import { parseReport, runDoctor } from "./doctor.ts";
import { keepFidelity } from "./fidelities.ts";
import { type FidelityScenario, fidelityScenarios } from "./fidelity-scenarios.ts";
import { askLibraries } from "./libraries.ts";
import { PUBLIC } from "./paths.ts";
import { readSecrets } from "./secrets.ts";

test.each(fidelityScenarios)("$name", async (scenario) => {
  const { during = (play: () => Promise<void>) => play() } = scenario;
  await during(() => playScenario(scenario));
});

async function playScenario({
  name,
  environment,
  open,
  database = {},
  silent,
  ...rest
}: FidelityScenario): Promise<void> {
  const given = readGiven();
  const credentials = rest.credentials?.() ?? given.credentials;
  const { host = "postgres", password = readSecrets().databasePassword } = database;
  const postgres = `postgres://carto:${encodeURIComponent(password)}@${host}/warehouse?sslmode=verify-full`;
  const { accessToken = given.accessToken } = rest;
  const job = { hosts: HOSTS, postgres, credentials, accessToken, limitMs: silent ? 12_000 : 60_000 };
  const outcomes = await askLibraries(open ? "libraries-behind-firewall" : "libraries", environment, job);
  const urls = warehouseUrls(credentials, postgres, shareKey(credentials)).flatMap((url) => ["--warehouse", url]);
  const limits = ["--timeout", silent ? "10" : "40", "--deadline", "600", "--clients", CLIENT_NAMES.join(",")];
  const where = open ? ({ service: "doctor-behind-firewall" } as const) : {};
  const report = parseReport(await runDoctor(environment, ["--json", ...limits, ...urls], where));
  const played = { scenario: name, cells: compare(outcomes, report, subjects(host), proxiesIn(environment)) };
  keepFidelity(played);
  expect(disagreementsIn([played])).toEqual([]);
}

/** Puts the key where the doctor's container sees it, which is not our user's, and gives its path there. */
function shareKey({ google }: Credentials): string {
  writeFileSync(join(PUBLIC, "google-key.json"), JSON.stringify(google), { mode: 0o644 });
  return "/certs/google-key.json";
}

/** A library may look a proxy's name up by itself: its connection is known by the port, which no target here has. */
function proxiesIn(environment: Record<string, string>): string[] {
  const values = Object.entries(environment).filter(([name]) => /_proxy$/i.test(name) && !/^no_/i.test(name));
  return values.map(([, value]) => `:${new URL(value).port}`);
}
