// Applies remedies as they are printed: the lines for .env, the lines for squid.conf.

import type { Finding } from "../../src/diagnose/finding.ts";
import type { SquidRules } from "../support/squid-rules.ts";
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

export function snippet({ code, remedies }: Finding, language: string): string {
  const found = remedies.find((remedy) => remedy.snippet?.language === language)?.snippet;
  if (!found) throw new Error(`${code} prints no ${language}`);
  return found.text;
}
