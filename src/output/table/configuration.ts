// The effective configuration: each variable, where it comes from, and what it beats.

import type { Report } from "../../report/report.ts";
import type { ConfigurationSummary, ConfiguredVariable, Place, SourceKind } from "../../settings/configuration.ts";
import { counted, wrap } from "../layout.ts";
import { paint, type Style } from "../style.ts";

export function configuration({ settings }: Report, style: Style): string[] {
  const { sources, variables, features } = settings.configuration;
  return [
    paint(style, "heading", "CONFIGURATION"),
    ...sources.flatMap((source, index) => wrap(sourceText(source), style.width, lead(index === 0 ? "Read" : ""))),
    ...(variables.length === 0 ? wrap("no variable that decides a route or trust is set", style.width, lead("")) : []),
    ...variables.flatMap((variable) => variableLines(variable, style)),
    ...features.flatMap(({ feature, from }, index) =>
      wrap(`${feature} (${placeText(from)})`, style.width, lead(index === 0 ? "In use" : "")),
    ),
    ...onlyHere(settings.configuration).flatMap((text, index) =>
      wrap(text, style.width, lead(index === 0 ? "Not the same" : "")),
    ),
  ];
}

const WIDTH = 14;

function lead(name: string): string {
  return name.padEnd(WIDTH);
}

const KINDS: Record<SourceKind, string> = {
  environment: "the environment of this process",
  env: "CARTO's .env",
  "customer-env": "CARTO's customer.env",
  customizations: "Helm values",
  "kots-config": "KOTS config values",
  "pod-environment": "a pod's environment",
};

function sourceText({ name, kind, variables, beside }: ConfigurationSummary["sources"][number]): string {
  const what = name === kind ? KINDS[kind] : `${name}: ${KINDS[kind]}`;
  const compared = beside ? ", read for comparison alone" : "";
  return `${what}, ${counted(variables.length, "variable")} of routes and trust${compared}`;
}

function variableLines({ name, value, from, overrides }: ConfiguredVariable, style: Style): string[] {
  const first = `${name}=${shown(value)}`;
  const beaten = overrides.map((each) =>
    each.value === value
      ? `the same in ${placeText(each.from, name)}`
      : `instead of "${shown(each.value)}" (${placeText(each.from, name)})`,
  );
  return [
    ...wrap(first, style.width, lead(""), " ".repeat(WIDTH + 2)),
    ...wrap([placeText(from, name), ...beaten].join("; "), style.width, " ".repeat(WIDTH + 2)).map((line) =>
      paint(style, "quiet", line),
    ),
  ];
}

function shown(value: string | null): string {
  return value ?? "(secret)";
}

function placeText({ source, line, key }: Place, variable?: string): string {
  return [source, ...(line === null ? [] : [`line ${line}`]), ...(key === variable ? [] : [key])].join(", ");
}

/** What this process has and the files do not, or the other way round: the doctor's surroundings are not CARTO's. */
function onlyHere({ sources, variables }: ConfigurationSummary): string[] {
  const process = sources.find(({ kind }) => kind === "environment");
  const files = sources.filter(({ kind, beside }) => kind !== "environment" && !beside);
  if (process === undefined || files.length === 0) return [];
  const given = new Set(variables.filter(({ from }) => from.source !== process.name).map(({ name }) => name));
  const alone = process.variables.filter((name) => !given.has(name));
  const counting = alone.filter((name) => variables.some((variable) => variable.name === name));
  const ignored = alone.filter((name) => !counting.includes(name));
  const different = variables.filter(({ value, overrides }) =>
    overrides.some((each) => each.from.source === process.name && each.value !== value),
  );
  return [
    ...different.map(({ name }) => `${name} of this process differs from the file's, which counts`),
    ...ignored.map((name) => `${name} is set in this process and in no file: CARTO's containers do not get it`),
    ...counting.map((name) => `${name} is set in this process alone and counts, as no file sets it`),
  ];
}
