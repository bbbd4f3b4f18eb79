// What is known of the extra CA file, as evidence lines, and where the containers look for it.

import type { CaFacts, SettingsSummary } from "../../settings/settings.ts";
import { placeWords } from "./configured.ts";

export interface ExtraCa {
  file: string;
  /** The path that CARTO's containers open. */
  seen: string;
  facts: CaFacts;
}

/** Null where no file is named, or where nobody looked into it. */
export function extraCa({ extraCa: ca }: SettingsSummary): ExtraCa | null {
  return ca?.facts ? { file: ca.file, seen: ca.facts.containerPath ?? ca.file, facts: ca.facts } : null;
}

/** ".env, line 4, NODE_EXTRA_CA_CERTS: /usr/src/certs/ca.crt (here certs/ca.crt)" */
export function caLine({ file, seen, facts }: ExtraCa): string {
  const here = file === seen || facts.state === "not-mounted" ? "" : ` (here ${file})`;
  return `${placeWords(facts.from)}: ${seen}${here}`;
}

/** Distinguished names come one part a line. */
export function certificateWords({ subject, validFrom, validTo }: CaFacts["certificates"][number]): string {
  return `${subject.trim().replace(/\s*[\r\n]+\s*/g, ", ") || "(no subject)"}, valid ${validFrom} to ${validTo}`;
}
