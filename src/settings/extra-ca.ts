// NODE_EXTRA_CA_CERTS of each kind of source → the file that the containers see, read where it can be read from here.

import { isAbsolute, join, posix } from "node:path";
import { caContent, judged, readJudgedCaFile, unusable } from "./ca-file.ts";
import { isThere } from "./file.ts";
import type { CaFile } from "./settings.ts";
import { findVariable, type Variable, type VariableSource } from "./source.ts";

/** CARTO's compose project mounts the folder `certs` beside `.env` there, and nothing else (docker-compose.yml). */
const MOUNTED = "/usr/src/certs";

export function readExtraCa(sources: VariableSource[]): CaFile | null {
  const found = findVariable(sources, ["NODE_EXTRA_CA_CERTS"]);
  return found === null ? null : readContainerFile(found, found.value, sources);
}

/** The file at `path` in the container that gets `variable`: the variable's own value, or one like it. */
export function readContainerFile({ name, from, place }: Variable, path: string, sources: VariableSource[]): CaFile {
  const source = sources.findLast((each) => !each.beside && !each.merged && each.variables[name] !== undefined);
  const given = source?.files?.[path];
  if (given !== undefined) {
    const { text, origin, from: where } = given;
    if (text === null)
      return judged(path, from, unusable("elsewhere", `it comes from ${origin}, ${NOT_READ}`), where, path);
    const content = caContent(Buffer.from(text, "utf8"));
    return { ...judged(where.source, from, content, where, path), inline: true };
  }
  switch (source?.kind) {
    case "env":
    case "customer-env":
      return readMounted(path, source.folder ?? ".", from, place);
    case "pod-environment":
      if (isThere(path)) return readJudgedCaFile(path, from, place, null);
      return judged(path, from, unusable("elsewhere", `it is a file of the container, ${NOT_READ}`), place, path);
    default:
      return readJudgedCaFile(path, from, place, null);
  }
}

const NOT_READ = "which cannot be read from here: give it with --ca";

function readMounted(path: string, folder: string, from: string, place: Variable["place"]): CaFile {
  const inside = posix.relative(MOUNTED, posix.normalize(path));
  if (isAbsolute(path) && inside !== "" && !inside.startsWith("..")) {
    return readJudgedCaFile(join(folder, "certs", inside), from, place, path);
  }
  const where = join(folder, "certs", posix.basename(path));
  const problem = `CARTO's containers see no such file: of this machine they usually mount the folder certs beside .env alone, as ${MOUNTED}`;
  return judged(where, from, unusable("not-mounted", problem), place, path);
}
