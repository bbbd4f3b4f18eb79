// Every scene that is played, table by table: the one list that the suite and the matrix share.

import { answerCauses } from "./answer.ts";
import { bypassCauses } from "./bypass.ts";
import type { Cause } from "./cause.ts";
import { clientCauses } from "./client.ts";
import { clockCauses } from "./clock.ts";
import { configurationCauses } from "./configuration.ts";
import { databaseCauses } from "./database.ts";
import { directCauses } from "./direct.ts";
import { filterCauses } from "./filter.ts";
import { innocents } from "./innocent.ts";
import { inspectionCauses } from "./inspection.ts";
import { oddCauses } from "./odd.ts";
import { policyCauses } from "./policy.ts";
import { poolCauses } from "./pool.ts";
import { poolerCauses } from "./pooler.ts";
import { proxyCauses } from "./proxy.ts";
import { sslmodeCauses } from "./sslmode.ts";
import { targetCauses } from "./target.ts";
import { tlsCauses } from "./tls.ts";
import { trafficCauses } from "./traffic.ts";
import { unverifiedCauses } from "./unverified.ts";

/** By the name of the test file that plays it. */
export const tables = {
  configuration: configurationCauses,
  proxy: proxyCauses,
  pool: poolCauses,
  policy: policyCauses,
  target: targetCauses,
  filter: filterCauses,
  clock: clockCauses,
  inspection: inspectionCauses,
  tls: tlsCauses,
  answer: answerCauses,
  traffic: trafficCauses,
  direct: directCauses,
  bypass: bypassCauses,
  database: databaseCauses,
  pooler: poolerCauses,
  sslmode: sslmodeCauses,
  client: clientCauses,
  unverified: unverifiedCauses,
  odd: oddCauses,
  innocent: innocents,
} satisfies Record<string, Cause[]>;

export const causes: Cause[] = Object.values(tables).flat();
