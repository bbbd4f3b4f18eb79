// What is wrong with the proxy part of Helm values: types, names, values that exclude each other.

import type { ValueProblem } from "../configuration.ts";
import { printableValue } from "../printable.ts";
import { REDACTED } from "../secret.ts";
import { textOf, type Value, valueAt, written } from "../yaml/values.ts";
import { truthy } from "./external-proxy.ts";
import { type Kind, KNOWN } from "./known-values.ts";
import { nearest } from "./nearest-name.ts";

/** Of one file's own values. */
export function valueProblems(values: Value): ValueProblem[] {
  return [
    ...misspeltSections(values),
    ...Object.entries(KNOWN).flatMap(([path, known]) => sectionProblems(valueAt(values, path), path, known)),
    ...exclusionProblems(valueAt(values, "externalProxy.excludedDomains")),
  ];
}

function sectionProblems(section: Value | null, path: string, known: Record<string, Kind[]>): ValueProblem[] {
  if (section === null) return [];
  if (section.kind !== "map") return path.includes(".") ? [] : [wrongType(section, ["map"])];
  return [...section.entries].flatMap(([key, value]): ValueProblem[] => {
    const kinds = Object.hasOwn(known, key) ? known[key]! : null;
    if (kinds === null) return [unknownKey(path, key, value, Object.keys(known))];
    if (value.kind === "scalar" && value.value === null) return [];
    const problems = kinds.includes(kindOf(value)) ? [] : [wrongType(value, kinds)];
    return key === "port" && problems.length === 0 ? portProblems(value) : problems;
  });
}

function kindOf(value: Value): Kind {
  if (value.kind !== "scalar") return value.kind;
  return typeof value.value === "boolean" ? "boolean" : typeof value.value === "string" ? "string" : "number";
}

const EXPECTED: Record<Kind, string> = {
  boolean: "true or false",
  string: "a string",
  number: "a number",
  list: "a list",
  map: "a map of names and values",
};

function wrongType(value: Value, kinds: Kind[]): ValueProblem {
  const { key } = value.from;
  const text = textOf(value);
  const boolean = kinds[0] === "boolean" && /^(true|false)$/i.test(text ?? "") ? text!.toLowerCase() : null;
  const quoted = kinds[0] === "string" && value.kind === "scalar" && text !== null ? JSON.stringify(text) : null;
  const string = kindOf(value) === "string" ? "a string" : EXPECTED[kindOf(value)];
  const effect =
    kinds[0] === "boolean" && kindOf(value) === "string" ? "; the chart takes every string as true or fails" : "";
  return {
    kind: "wrong-type",
    from: value.from,
    text: `${key} is ${string}, and the chart needs ${EXPECTED[kinds[0]!]}${effect}`,
    found: shown(value),
    fix: boolean ?? quoted,
  };
}

function portProblems(value: Value): ValueProblem[] {
  const text = (textOf(value) ?? "").trim();
  if (text === "" || (/^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536)) return [];
  return [
    {
      kind: "bad-value",
      from: value.from,
      text: "externalProxy.port is no port: 1 to 65535",
      found: shown(value),
      fix: null,
    },
  ];
}

function unknownKey(path: string, key: string, value: Value, known: string[]): ValueProblem {
  const near = nearest(key, known);
  const advice = near === null ? `known are ${known.join(", ")}` : `${near} is the nearest that it knows`;
  return {
    kind: "unknown-key",
    from: value.from,
    text: `the chart knows no ${path}.${printableValue(key)}, so it is without effect: ${advice}`,
    found: printableValue(key),
    fix: near,
  };
}

/** `externalproxy:` or `trustedCACert:` at the top: Helm ignores them without a word. */
function misspeltSections(values: Value): ValueProblem[] {
  if (values.kind !== "map") return [];
  const sections = ["externalProxy", "trustedCACerts"];
  return [...values.entries].flatMap(([key, value]): ValueProblem[] => {
    const meant = nearest(key, sections);
    if (meant === null || meant === key) return [];
    const text = `the chart knows no ${printableValue(key)}, so it is without effect: ${meant} is meant`;
    return [{ kind: "unknown-key", from: value.from, text, found: printableValue(key), fix: meant }];
  });
}

/** `["localhost,.svc.cluster.local"]`, as CARTO's own documentation writes it: the chart joins it to the same text. */
function exclusionProblems(value: Value | null): ValueProblem[] {
  if (value?.kind !== "list") return [];
  return value.items.flatMap((item): ValueProblem[] => {
    const text = textOf(item);
    const from = value.from;
    if (item.kind !== "scalar" || text === null) {
      return [
        {
          kind: "wrong-type",
          from,
          text: "an entry of externalProxy.excludedDomains is no string",
          found: shown(item),
          fix: null,
        },
      ];
    }
    if (!text.includes(",")) return [];
    const what =
      "an entry of externalProxy.excludedDomains holds several domains: the chart joins them to the same text";
    return [
      { kind: "joined-list", from, text: what, found: JSON.stringify(text), fix: JSON.stringify(text.split(",")) },
    ];
  });
}

/** Of the merged values: the two may stand in two files. */
export function conflicts(values: Value): ValueProblem[] {
  const inline = valueAt(values, "externalProxy.sslCA");
  const map = valueAt(values, "externalProxy.sslCAConfigmap.name");
  if (!truthy(valueAt(values, "externalProxy.enabled")) || (textOf(inline) ?? "") === "" || (textOf(map) ?? "") === "")
    return [];
  const text =
    "externalProxy.sslCA and externalProxy.sslCAConfigmap exclude each other: the chart refuses both together";
  return [{ kind: "conflict", from: map!.from, text, found: printableValue(textOf(map)!), fix: null }];
}

function shown(value: Value): string {
  const text = written(value);
  return text.includes("PRIVATE KEY") ? REDACTED : printableValue(text).slice(0, 100);
}
