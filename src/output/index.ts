// Every format by its name; the names stand in format.ts, so that --help loads no output.

import type { Format, Output } from "./format.ts";
import { json } from "./json.ts";
import { log } from "./log.ts";
import { markdown } from "./markdown/markdown.ts";
import { table } from "./table/table.ts";
import { troubleshoot } from "./troubleshoot.ts";

export const formats = { table, json, markdown, troubleshoot, log } satisfies Record<Format, Output>;
