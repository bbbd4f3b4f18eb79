// Finds the report in a container's log: between two lines, whatever stands before and behind them.

export const BEGIN = "-----BEGIN CARTO-PROXY REPORT-----";
export const END = "-----END CARTO-PROXY REPORT-----";

/**
 * The text between the last whole pair of markers, or null where there is none. Each line may carry a prefix of its own, as
 * `kubectl logs --timestamps` and `--prefix`, and docker-compose, put there: a JSON line begins with blanks or a bracket.
 */
export function extractReport(log: string): string | null {
  const lines = log.split(/\r?\n/);
  const end = lines.findLastIndex((line) => line.trimEnd().endsWith(END));
  const begin = lines.slice(0, Math.max(end, 0)).findLastIndex((line) => line.trimEnd().endsWith(BEGIN));
  if (begin === -1 || end === -1) return null;
  const prefix = lines[begin]!.trimEnd().slice(0, -BEGIN.length);
  return lines
    .slice(begin + 1, end)
    .map((line) => line.slice(prefixLength(line, prefix)))
    .join("\n");
}

/** A timestamp differs from line to line in its digits, and in how many of them there are; nothing else does. */
function prefixLength(line: string, prefix: string): number {
  if (prefix === "") return 0;
  const pattern = prefix.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\d+/g, "\\d+");
  return new RegExp(`^${pattern}`).exec(line)?.[0].length ?? 0;
}
