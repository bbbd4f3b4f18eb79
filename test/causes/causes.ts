// Every cause that is played as a scene. Codes that are not here have a file of their own name in this folder.

import type { Cause } from "./cause.ts";
import { configurationCauses } from "./configuration.ts";
import { databaseCauses } from "./database.ts";
import { directCauses } from "./direct.ts";
import { proxyCauses } from "./proxy.ts";
import { targetCauses } from "./target.ts";
import { tlsCauses } from "./tls.ts";

export const causes: Cause[] = [
  ...configurationCauses,
  ...proxyCauses,
  ...targetCauses,
  ...tlsCauses,
  ...directCauses,
  ...databaseCauses,
];
