// Facts of a step as "name: value" texts, whatever their shape: a fact that is added later shows up by itself.

const LONGEST = 300;

/** Nothing for what was not seen (null, empty). Long texts are cut: the JSON report holds them whole. */
export function factLines(facts: object): string[] {
  return Object.entries(facts).flatMap(([name, value]) => lines(name, value));
}

function lines(name: string, value: unknown): string[] {
  if (value === null || value === undefined || value === "") return [];
  if (!Array.isArray(value)) {
    if (typeof value !== "object") return [`${name}: ${cut(String(value))}`];
    return Object.entries(value).flatMap(([key, item]) => lines(`${name}.${key}`, item));
  }
  if (value.length === 0) return [];
  if (value.every((item) => typeof item !== "object")) return [`${name}: ${cut(value.join(", "))}`];
  return value.flatMap((item, index) =>
    isHeader(item) ? [`${name}: ${cut(item.join(": "))}`] : lines(`${name}[${index}]`, item),
  );
}

function isHeader(item: unknown): item is [string, string] {
  return Array.isArray(item) && item.length === 2 && item.every((part) => typeof part === "string");
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST).toWellFormed()}.. (${text.length} characters)`;
}
