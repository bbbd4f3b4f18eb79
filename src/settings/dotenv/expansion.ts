// `$NAME`, `${NAME}`, `${NAME:-default}` and the rest in a value of an env file, as docker compose v2 expands them.

/** The value of a variable, or undefined where it is not set. */
export type LookUp = (name: string) => string | undefined;

export type Expanded = { value: string } | { refused: string };

const NAME = /^[A-Za-z_][A-Za-z0-9_]*/;
/** Nested defaults beyond this are no configuration. */
const DEEPEST = 20;
/** Linux takes no longer variable (MAX_ARG_STRLEN). */
export const LONGEST = 131_072;

/**
 * `refused` says why compose v2 stops with an error; it holds no piece of the value.
 * Source: compose-go 2.13, template package: `$$` is `$`; `:-` `-` defaults, `:+` `+` replacements, `:?` `?` required.
 */
export function expand(text: string, lookUp: LookUp, depth = 0): Expanded {
  if (depth > DEEPEST) return { refused: "it nests references too deeply" };
  let value = "";
  for (let at = 0; at < text.length; ) {
    if (value.length > LONGEST) return { refused: "its references make it longer than a variable can be" };
    const dollar = text.indexOf("$", at);
    if (dollar === -1) return { value: value + text.slice(at) };
    value += text.slice(at, dollar);
    const next = text[dollar + 1];
    if (next === "$") {
      value += "$";
      at = dollar + 2;
      continue;
    }
    const name = NAME.exec(text.slice(dollar + 1, dollar + 201))?.[0];
    if (name !== undefined) {
      value += lookUp(name) ?? "";
      at = dollar + 1 + name.length;
      continue;
    }
    const end = next === "{" ? closing(text, dollar + 1) : -1;
    if (end === -1) return { refused: "a $ starts no reference: write $$ for a $ of the value's own" };
    const inner = reference(text.slice(dollar + 2, end), lookUp, depth);
    if ("refused" in inner) return inner;
    value += inner.value;
    at = end + 1;
  }
  return { value };
}

function reference(inner: string, lookUp: LookUp, depth: number): Expanded {
  const name = NAME.exec(inner)?.[0];
  const refused = "a ${…} is no reference: write $$ for a $ of the value's own";
  if (name === undefined) return { refused };
  const rest = inner.slice(name.length);
  const value = lookUp(name);
  if (rest === "") return { value: value ?? "" };
  const operator = /^:?[-+?]/.exec(rest)?.[0];
  if (operator === undefined) return { refused };
  const given = operator.startsWith(":") ? value !== undefined && value !== "" : value !== undefined;
  const operand = rest.slice(operator.length);
  if (operator.endsWith("+")) return given ? expand(operand, lookUp, depth + 1) : { value: "" };
  if (given) return { value: value ?? "" };
  return operator.endsWith("?")
    ? { refused: `it requires ${name}, which is not set` }
    : expand(operand, lookUp, depth + 1);
}

/** The brace that closes the one at `open`, or -1. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === "{" && text[at - 1] === "$") depth++;
    else if (text[at] === "}" && --depth === 0) return at;
  }
  return -1;
}
