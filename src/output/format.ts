// What an output is: a function of the report and the style, and the names that --format takes.

import type { Report } from "../report/report.ts";
import type { Style } from "./style.ts";

export const formatNames = ["table", "json", "markdown", "troubleshoot", "log"] as const;

export type Format = (typeof formatNames)[number];

/** The whole text, ending with a line break. Reads nothing but its arguments, never throws on what a network sent. */
export type Output = (report: Report, style: Style) => string;
