// Which real client library runs a check of kind "client".

import type { ClientName } from "../../plan/check.ts";
import type { Prober } from "../prober.ts";
import { postgres } from "./postgres.ts";

export const clients = { postgres } satisfies Record<ClientName, Prober>;
