// How wide and how colourful the output may be: what a terminal shows, and what the operator asked for.

import type { Style } from "../output/style.ts";

interface StyleFlags {
  color: boolean;
  quiet?: boolean;
  verbose?: boolean;
}

export function terminalStyle(stream: NodeJS.WriteStream, flags: StyleFlags): Style {
  const noColor = process.env.NO_COLOR !== undefined && process.env.NO_COLOR !== "";
  return {
    width: Math.max(80, stream.isTTY ? stream.columns : Number(process.env.COLUMNS) || 80),
    color: flags.color && !noColor && stream.isTTY === true,
    detail: flags.quiet ? "quiet" : flags.verbose ? "verbose" : "normal",
  };
}
