// carto-proxy route for a terminal: each target, the ways that are taken to it, and which client libraries take them.

import type { Agreement } from "../../settings/client-route/agreement.ts";
import { counts, type ReadRoute } from "../../settings/client-route/index.ts";
import { targetText } from "../../settings/client-route/target.ts";
import { displayWidth, wrap } from "../layout.ts";
import { printable } from "../printable.ts";
import { paint, type Style } from "../style.ts";
import { adviceOn } from "./advice.ts";

/** Where the names of the clients begin. */
const COLUMN = 16;

export function routeTable(agreements: Agreement[], style: Style): string {
  return `${agreements.map((agreement) => oneTarget(agreement, style).join("\n")).join("\n\n")}\n`;
}

function oneTarget(agreement: Agreement, style: Style): string[] {
  const { target, agree, routes } = agreement;
  const verdict = agree ? "all client libraries agree" : "the client libraries disagree";
  const counting = routes.filter((each) => counts(each, target.host));
  const beside = routes.filter((each) => !counts(each, target.host));
  return [
    paint(style, agree ? "good" : "doubtful", `${targetText(target)} (${target.scheme}): ${verdict}`),
    ...ways(counting, routes, style),
    "  not counted: reads no variable, or is not used for this host",
    ...ways(beside, routes, { ...style, width: style.width - 2 }).map((line) => `  ${line}`),
    ...adviceOn(agreement).flatMap((sentence) => advice(sentence, style)),
  ];
}

/** Each way that is taken, then for which reason by whom. */
function ways(taking: ReadRoute[], all: ReadRoute[], style: Style): string[] {
  const byWay = Map.groupBy(taking, ({ route, proxy }) => (proxy === null ? route : `${route} ${proxy}`));
  const ordered = ORDER.flatMap((kind) => [...byWay].filter(([, [first]]) => first?.route === kind));
  return ordered.flatMap(([way, some]) => [
    paint(style, some[0]?.route === "error" ? "bad" : "heading", `  ${printable(way)}`),
    ...[...Map.groupBy(some, because)].flatMap(([reason, same]) => row(reason, clients(same, all), style)),
  ]);
}

const ORDER = ["proxy", "direct", "error"] as const;

/** The variable, or the variable and its entry; a NO_PROXY entry may be blank, hence the quotes. */
function because({ variable, entry, noProxyVariable, why }: ReadRoute): string {
  const what = entry === null ? (variable ?? "") : `${noProxyVariable} ${JSON.stringify(entry)}`;
  return JSON.stringify([what, why]);
}

function row(reason: string, names: string, style: Style): string[] {
  const [what, why] = JSON.parse(reason) as [string, string | null];
  const text = printable(why === null ? names : `${names}: ${why}`);
  const lead = `    ${printable(what)}`;
  const short = displayWidth(lead) < COLUMN;
  const rest = " ".repeat(COLUMN);
  return short ? wrap(text, style.width, lead.padEnd(COLUMN), rest) : [lead, ...wrap(text, style.width, rest, rest)];
}

/** A client with all its versions is named alone; else with those that go this way. */
function clients(some: ReadRoute[], all: ReadRoute[]): string {
  return [...Map.groupBy(some, ({ client }) => client)]
    .map(([client, rows]) => {
      const whole = all.filter((each) => each.client === client).length === rows.length;
      return whole ? client : `${client} (${rows.map(({ versions }) => versions).join(", ")})`;
    })
    .join(", ");
}

/** Entries stand in a line of their own, unbroken: they are there to be copied. */
function advice(sentence: string, style: Style): string[] {
  const [, words = sentence, entries] = /^(.*:) (\S+)$/.exec(printable(sentence)) ?? [];
  return [...wrap(words, style.width, "  - ", "    "), ...(entries === undefined ? [] : [`      ${entries}`])];
}
