// Applies remedies as they are printed: the lines for .env, the lines for squid.conf, the part of a connection's URL.

import type { Finding } from "../../src/diagnose/finding.ts";
import type { SquidRules } from "../support/squid-rules.ts";
import { type Kind, kindOf } from "./kind.ts";
import type { Scene } from "./scene.ts";

/** The scene with the variables of the finding's snippet, and without those that it says to remove. */
export function asPrinted(scene: Scene, finding: Finding): Scene {
  const text = snippet(finding, "dotenv");
  const lines = text.split("\n").map((line) => line.split(/=(.*)/s));
  const env = { ...scene.env, ...Object.fromEntries(lines.map(([name, value]) => [name, value])) };
  for (const { do: words } of finding.remedies) {
    for (const [, names = ""] of words.matchAll(/\bRemove ([\w, ]+):/g)) {
      for (const name of names.split(/,| and /)) delete env[name.trim()];
    }
  }
  return { ...scene, env };
}

/** Puts the printed lines on top of squid.conf, as they ask for. */
export function squidAsPrinted(rules: SquidRules, finding: Finding): void {
  rules.lines = [...snippet(finding, "squid").split("\n"), ...rules.lines];
}

/** In the URL of every warehouse: a parameter in place of one of its name, or scheme, host and port, which keeps the login. */
export function urlAsPrinted(scene: Scene, finding: Finding): Scene {
  const text = snippet(finding, "url");
  return { ...scene, warehouses: (scene.warehouses ?? []).map((url) => urlWith(text, url)) };
}

function urlWith(text: string, url: string): string {
  const [base = "", query = ""] = url.split(/\?(.*)/s);
  const [scheme, address] = text.split("://");
  if (address !== undefined) {
    const [, login = "", rest = ""] = /^[a-z]+:\/\/([^/]*@)?[^/]*(.*)$/is.exec(url) ?? [];
    return `${scheme}://${login}${address}${rest}`;
  }
  const [name] = text.split("=");
  const others = query.split("&").filter((each) => each !== "" && !each.startsWith(`${name}=`));
  return `${base}?${[...others, text].join("&")}`;
}

const taken = new Set<string>();

/** What was taken as printed since this was last asked: `code kind`. */
export function takenAsPrinted(): string[] {
  const all = [...taken];
  taken.clear();
  return all;
}

export function snippet({ code, remedies }: Finding, kind: Kind): string {
  const found = remedies.find((remedy) => remedy.snippet && kindOf(remedy.snippet) === kind)?.snippet;
  if (!found) throw new Error(`${code} prints no ${kind}`);
  taken.add(`${code} ${kind}`);
  return found.text;
}
