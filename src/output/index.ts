// Every format by its name; the names stand in format.ts, so that --help loads no output.

import type { Format, Output } from "./format.ts";
import { json } from "./json.ts";
import { table } from "./table/table.ts";

export const formats = { table, json } satisfies Record<Format, Output>;
