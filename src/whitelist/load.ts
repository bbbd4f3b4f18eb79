// Reads whitelist files: the only file access of this room.

import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { readBounded } from "../settings/file.ts";
import { shippedFile, shippedFiles } from "../settings/shipped.ts";
import { type IdPlace, parseWhitelistFile } from "./document.ts";
import type { Whitelist } from "./domain.ts";
import { type Environment, fillSamples } from "./samples.ts";
import { WhitelistError, type WhitelistProblem } from "./whitelist-error.ts";

/** Some 80,000 entries. What is endless, such as a device, ends here too. */
const MOST_BYTES = 16 * 1024 * 1024;

interface Source {
  path: string;
  /** As the user wrote it: what reports and problems call it. */
  name: string;
}

/**
 * The whitelist of these files and folders (of *.yaml and *.yml, in order of name), or the shipped one for null.
 * Placeholders in samples are filled from `environment`, else with their defaults (samples.ts).
 * The digest equals that of the files' bytes one after the other. Throws WhitelistError with everything that is wrong.
 */
export function loadWhitelist(paths: string[] | null, environment: Environment = {}): Whitelist {
  const problems: WhitelistProblem[] = [];
  const contents = paths === null ? shippedContents() : namedContents(paths, problems);
  const files = contents.flatMap(({ name, bytes }) => {
    const text = decode(name, bytes, problems);
    return text === null ? [] : [parseWhitelistFile(name, text)];
  });
  problems.push(...files.flatMap((file) => file.problems), ...duplicates(files.flatMap((file) => file.ids)));
  const domains = files.flatMap((file) => file.domains);
  if (problems.length === 0 && domains.length === 0) {
    const file = contents[0]?.name ?? "domains";
    problems.push({ file, line: null, id: null, field: "domains", message: "is missing; add a list of entries" });
  }
  if (problems.length > 0) throw new WhitelistError(problems);
  const hash = createHash("sha256");
  for (const { bytes } of contents) hash.update(bytes);
  return {
    version: [...new Set(files.map((file) => file.version))].join(", "),
    sha256: hash.digest("hex"),
    files: contents.map(({ name }) => name),
    domains: domains.map((domain) => fillSamples(domain, environment)),
  };
}

interface Content {
  name: string;
  bytes: Uint8Array;
}

function shippedContents(): Content[] {
  return shippedFiles("domains").map((name) => ({ name, bytes: shippedFile(name) }));
}

function namedContents(paths: string[], problems: WhitelistProblem[]): Content[] {
  const sources = paths.flatMap((path) => collect({ path, name: path }, problems));
  return sources.flatMap((source) => {
    const bytes = read(source, problems);
    return bytes === null ? [] : [{ name: source.name, bytes }];
  });
}

function collect(root: Source, problems: WhitelistProblem[]): Source[] {
  try {
    if (!statSync(root.path).isDirectory()) return [root];
    const names = readdirSync(root.path).filter((name) => /^[^.].*\.ya?ml$/.test(name));
    if (names.length === 0) problems.push(unread(root.name, "is a folder without *.yaml or *.yml files; add one"));
    // By code unit and not by locale: the digest must not depend on the machine.
    return names
      .sort()
      .map((name) => ({ path: join(root.path, name), name: `${root.name.replace(/\/+$/, "")}/${name}` }));
  } catch (error) {
    problems.push(unread(root.name, accessText(error)));
    return [];
  }
}

function read(source: Source, problems: WhitelistProblem[]): Uint8Array | null {
  try {
    const bytes = readBounded(source.path, MOST_BYTES);
    if (bytes === null) problems.push(unread(source.name, "has more than 16 MB; name a file of whitelist entries"));
    return bytes;
  } catch (error) {
    problems.push(unread(source.name, accessText(error instanceof Error ? error.cause : error)));
    return null;
  }
}

/** TextDecoder drops a byte order mark, and `fatal` refuses UTF-16 and binary files instead of garbling them. */
function decode(name: string, bytes: Uint8Array, problems: WhitelistProblem[]): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    problems.push(unread(name, "is not UTF-8 text; save it as UTF-8"));
    return null;
  }
}

function duplicates(places: IdPlace[]): WhitelistProblem[] {
  const first = new Map<string, IdPlace>();
  return places.flatMap((place): WhitelistProblem[] => {
    const before = first.get(place.id);
    if (before === undefined) {
      first.set(place.id, place);
      return [];
    }
    const message = `is already taken at ${before.file}:${before.line}; give one of the two another id`;
    return [{ file: place.file, line: place.line, id: place.id, field: "id", message }];
  });
}

function accessText(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
  if (code === "ENOENT") return "does not exist; check the path";
  if (code === "EACCES" || code === "EPERM") return `may not be read (${code}); check its permissions`;
  return `cannot be read (${code}); name a file or a folder of YAML files`;
}

function unread(file: string, message: string): WhitelistProblem {
  return { file, line: null, id: null, field: null, message };
}
