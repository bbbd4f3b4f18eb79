// NO_PROXY entries that CARTO's clients read differently for a host that matters, with who would do what.

import { trafficTo } from "../../../plan/traffic.ts";
import type { Client } from "../../../settings/client-route/client-route.ts";
import type { Evidence, ObservedCheck } from "../../evidence.ts";
import { coveredRequired, coversRequired } from "./coverage.ts";
import { isRange, plannedHosts, type Spelling, spellingOf } from "./entry.ts";
import { decisions as allDecisions, type Decision, type Host, newestDecisions, READERS } from "./reader.ts";
import { isSnowflakeEntry, snowflakeUse } from "./snowflake.ts";

export interface Ambiguity {
  /** As written, blanks included. */
  entry: string;
  /** `alike` is empty where the entry stands for hosts that are meant for the proxy. */
  spelling: Spelling;
  host: Host;
  decisions: Decision[];
}

/** So many entries are judged: more is no list that somebody wrote. */
const MOST_JUDGED = 1000;

/** What another finding tells, and what can make no difference to CARTO, is left out. */
export function ambiguities(evidence: Evidence, all: string[]): Ambiguity[] {
  const entries = all.slice(0, MOST_JUDGED);
  const covering = coveredRequired(evidence);
  const snowflake = snowflakeUse(evidence, entries);
  return entries.flatMap((entry) => {
    const spelling = spellingOf(entry);
    if (spelling === null || covering.has(entry.trim())) return [];
    if (snowflake !== null && isSnowflakeEntry(entry)) return [];
    // The installer adds the networks of pods and services by itself, and CARTO calls nothing there by its address.
    if (evidence.settings.deployment === "kots" && isRange(entry)) return [];
    const worst = worstHost(entry, spelling, entries, evidence);
    if (worst === null) return [];
    const alike = proven(entry, spelling, entries, evidence)?.filter((each) => !coversRequired(each, evidence)) ?? null;
    return [{ entry, spelling: { ...spelling, alike }, ...worst }];
  });
}

/** The first spelling by which every client does what the entry says. */
function proven(entry: string, spelling: Spelling, entries: string[], evidence: Evidence): string[] | null {
  if (spelling.alike === null) return null;
  const base = entry
    .trim()
    .toLowerCase()
    .replace(/^\*?\.?|\.$/g, "");
  const candidates = [spelling.alike, [base, `.${base}`], [base, `.${base}`, `*.${base}`]];
  const works = (candidate: string[]) => {
    const list = entries.flatMap((other) => (other === entry ? candidate : [other]));
    return worstHost(entry, spelling, list, evidence) === null;
  };
  return candidates.find(works) ?? spelling.alike;
}

/** The host on which most clients leave the entry's plain meaning, or null where none does. */
function worstHost(entry: string, { meant }: Spelling, entries: string[], { checks }: Evidence) {
  const generic = isSnowflakeEntry(entry) ? READERS.snowflake : READERS.any;
  const asked = [
    ...meant.map((host) => ({ host, clients: generic as readonly Client[] })),
    ...plannedHosts(entry, checks).map((check) => ({ host: hostOf(check), clients: clientsOf(check) })),
  ];
  const judged = asked.map(({ host, clients }) => {
    const list = concerning(entries, host);
    const newest = newestDecisions(list, host, clients);
    // Of the Snowflake driver alone each range of versions is told: which one CARTO ships decides.
    const decisions = clients === READERS.snowflake ? allDecisions(list, host, clients) : newest;
    return { host, decisions, wrong: newest.filter(({ direct }) => !direct).length };
  });
  const worst = judged.filter(({ wrong }) => wrong > 0).toSorted((one, other) => other.wrong - one.wrong)[0];
  return worst ? { host: worst.host, decisions: worst.decisions } : null;
}

/** The entries that some client could find in the host; the others decide nothing, and a list may be long. */
function concerning(entries: string[], { host }: Host): string[] {
  const name = host.toLowerCase();
  return entries.filter((entry) => {
    const base = entry
      .trim()
      .toLowerCase()
      .replace(/^\*?\.?|\.$/g, "");
    return name.endsWith(base) || /[^a-z0-9._-]|^[\d.]+$/.test(base);
  });
}

function hostOf({ check }: ObservedCheck): Host {
  return { host: check.host, port: check.port, scheme: check.protocol === "http" ? "http" : "https" };
}

function clientsOf({ check }: ObservedCheck): readonly Client[] {
  const traffic = trafficTo(check.host, check.protocol, check.port, check.warehouse?.kind ?? null);
  return READERS[traffic === "ocsp" ? "snowflake" : traffic === "socket" ? "any" : traffic];
}
