// A code's severities in words.

import type { CodePage } from "../../diagnose/pages.ts";

export function severityWords({ severities }: Pick<CodePage, "severities">): string {
  return severities.join(" or ");
}
