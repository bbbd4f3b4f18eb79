// carto-proxy explain [CODE]: the page of one finding code, or the list of all. Opens no socket.

import { codePages } from "../diagnose/pages.ts";
import { explainMarkdown, indexMarkdown } from "../output/explain/markdown.ts";
import { explainText, listText } from "../output/explain/text.ts";
import { UsageError } from "../settings/usage-error.ts";
import { nearestName } from "../whitelist/nearest.ts";
import { writeFully } from "./destination.ts";
import type { ExplainFlags } from "./flags.ts";
import { terminalStyle } from "./terminal.ts";

export async function explain(code: string | undefined, flags: ExplainFlags): Promise<number> {
  await writeFully(process.stdout, code === undefined ? all(flags) : one(code, flags));
  return 0;
}

function all(flags: ExplainFlags): string {
  return flags.markdown ? indexMarkdown(codePages) : listText(codePages, terminalStyle(process.stdout, flags));
}

function one(code: string, flags: ExplainFlags): string {
  const page = codePages.find((each) => each.code === code.trim().toLowerCase());
  if (page === undefined) throw new UsageError(unknown(code));
  return flags.markdown ? explainMarkdown(page) : explainText(page, terminalStyle(process.stdout, flags));
}

function unknown(code: string): string {
  const near = nearestName(
    code,
    codePages.map((page) => page.code),
  );
  const hint = near === null ? "" : ` did you mean ${near}?`;
  return `explain ${code}: no such code;${hint} carto-proxy explain lists all codes`;
}
