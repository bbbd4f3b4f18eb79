// Values of a configuration file that the chart does not take, or takes for something else than was meant.

import type { ValueProblem } from "../../settings/configuration.ts";
import type { Evidence } from "../evidence.ts";
import type { Correction, Finding, Remedy, Severity } from "../finding.ts";
import { count, listed } from "../phrase.ts";
import type { ConfigurationRule } from "../rule.ts";
import { CARTO_PROXY } from "../sources.ts";
import { checkCommand } from "./check-command.ts";
import { placeWords } from "./configured.ts";
import { namedProxies, namesNoProxy } from "./proxy-presence.ts";

export const customizationsInvalid: ConfigurationRule = {
  code: "customizations-invalid",
  page: {
    summary: "A Helm value under externalProxy or trustedCACerts has the wrong type or name.",
    severities: ["error", "warning", "notice"],
    means:
      "Helm takes any name and passes it on: a misspelt value is ignored without a word, and one of another type renders into something that nobody meant. sslCA together with sslCAConfigmap makes the chart refuse to render. One comma-joined string as the single element of excludedDomains is what CARTO's documentation shows: it works, since the chart joins the list with commas, and a list of its own for each entry is easier to read.",
    recognised:
      "The values are held against the names and types of CARTO's chart. A wrong type or name, or two that exclude each other, is an error; a joined list a notice. What docker compose's older and newer versions read differently in an env file is told here too, as a warning.",
    evidence: ["each value with its file, line and key, as it is written"],
    remedies: [{ who: "operator", do: "Correct the value in the file, and upgrade the release." }],
    verify: "Run carto-proxy config check with the same files.",
    related: ["proxy-url-invalid", "no-proxy-internal-missing", "proxy-not-configured"],
    sources: [CARTO_PROXY],
  },
  judge(evidence) {
    const problems = evidence.settings.configuration.problems.filter((problem) => !toldByUrl(problem, evidence));
    const bySeverity = Map.groupBy(problems, (problem) => severityOf(problem, evidence));
    return [...bySeverity].map(([severity, group]) => finding(severity, group, evidence));
  },
};

/** What makes the proxy URL unusable is told by proxy-url-invalid; where no proxy is turned on, it does no harm. */
function toldByUrl({ kind, from }: ValueProblem, { settings }: Evidence): boolean {
  if (kind === "bad-value" && namesNoProxy(settings)) return true;
  const faulty = namedProxies(settings).some(({ problem }) => problem !== null);
  return faulty && kind !== "unknown-key" && /^externalProxy\.(type|host|port|connectionString)$/.test(from.key);
}

function severityOf({ kind, from }: ValueProblem, { settings }: Evidence): Severity {
  if (kind === "joined-list" || kind === "not-known") return "notice";
  const source = settings.configuration.sources.find(({ name }) => name === from.source)?.kind;
  return source === "customizations" || source === "kots-config" ? "error" : "warning";
}

function finding(severity: Severity, problems: ValueProblem[], { settings }: Evidence): Finding {
  const keys = listed(problems.map(({ from }) => from.key));
  const joined = problems.every(({ kind }) => kind === "joined-list");
  const corrections = problems.flatMap(correction);
  return {
    code: "customizations-invalid",
    severity,
    title: joined
      ? `${keys} holds a comma-joined string where a list is meant`
      : `${count(problems.length, "value")} ${severity === "notice" ? "cannot be judged from here" : "cannot be taken as written"}: ${keys}`,
    why: joined
      ? "The chart joins the list with commas, so this works, and CARTO's documentation shows it so. A list with one entry a line is easier to read and to change."
      : `${listed(problems.map(({ text }) => text))}.`,
    evidence: told(problems),
    affects: [],
    remedies: [{ who: "operator", ...words(problems), verify: checkCommand(settings) }],
    ...(corrections.length > 0 && { corrections }),
  };
}

function told(problems: ValueProblem[]): string[] {
  const lines = problems.map(({ from, found, text }) => `${placeWords(from)}: ${found || "(empty)"} (${text})`);
  return lines.length <= 8 ? lines : [...lines.slice(0, 7), `${lines.length - 7} more`];
}

/** A misspelt name is renamed, which is no change of a value. */
function correction({ kind, from, found, fix }: ValueProblem): Correction[] {
  if (fix === null || kind === "unknown-key") return [];
  return [{ source: from.source, line: from.line, key: from.key, found, value: plain(fix) }];
}

/** The fix is YAML: a quoted string or a list as JSON writes them, else a bare word. */
function plain(fix: string): string {
  return entriesOf(fix)?.join(",") ?? (/^".*"$/.test(fix) ? String(JSON.parse(fix)) : fix);
}

function entriesOf(fix: string): string[] | null {
  if (!fix.startsWith("[")) return null;
  const list: unknown = JSON.parse(fix);
  return Array.isArray(list) ? list.map(String) : null;
}

function words(problems: ValueProblem[]): Pick<Remedy, "do" | "snippet"> {
  const fixed = problems.filter(({ fix }) => fix !== null);
  const places = listed(problems.map(({ from }) => placeWords(from)));
  if (fixed.length === 0) return { do: `Correct ${places}.` };
  const variables = fixed.filter(({ from }) => !from.key.includes("."));
  if (variables.length === fixed.length) {
    const lines = variables.map(({ from, fix }) => `${from.key}=${plain(fix!)}`);
    return { do: `Correct ${places}:`, snippet: { language: "dotenv", text: lines.join("\n") } };
  }
  const values = fixed.map((problem) => ({ problem, path: problem.from.key.split(".") }));
  return { do: `Correct ${places}:`, snippet: { language: "yaml", text: block(values, 0).join("\n") } };
}

interface Placed {
  problem: ValueProblem;
  path: string[];
}

/** The values under the maps that they stand in, so that the whole can be pasted. */
function block(values: Placed[], depth: number): string[] {
  const indent = "  ".repeat(depth);
  return [...Map.groupBy(values, ({ path }) => path[depth])].flatMap(([name, group]) => {
    const here = group.filter(({ path }) => path.length === depth + 1);
    const below = group.filter(({ path }) => path.length > depth + 1);
    const lines = here.flatMap(({ problem }) => [`# ${placeWords(problem.from)}`, ...valueLines(problem)]);
    return [
      ...lines.map((each) => indent + each),
      ...(below.length > 0 ? [`${indent}${name}:`, ...block(below, depth + 1)] : []),
    ];
  });
}

function valueLines({ kind, from, fix }: ValueProblem): string[] {
  const key = from.key.replace(/^.*\./, "");
  if (kind === "unknown-key") return [`${fix}: # instead of ${key}`];
  const items = entriesOf(fix!)?.map((entry) => `  - ${JSON.stringify(entry.trim())}`);
  return items ? [`${key}:`, ...items] : [`${key}: ${fix}`];
}
