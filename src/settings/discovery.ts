// CARTO's own .env and customer.env on a single VM, where nobody names them: found where CARTO's guide lets them be.

import { join } from "node:path";
import { MOST_BYTES } from "./configuration-text.ts";
import { isThere, readBounded } from "./file.ts";

export interface Place {
  /** The working directory's own files are named without a folder. */
  working: string;
  homes: string[];
}

/**
 * The guide of CARTO's compose project: `git clone …/carto-selfhosted`, `cd carto-selfhosted`, `customer.env` in there, and
 * `bash install.sh` writes `.env` beside it. Where the clone stands is up to the operator: usually it is the home folder;
 * `/opt/carto` is the folder in CARTO's own example of a CA file's path.
 */
export function likelyFolders({ working, homes }: Place): string[] {
  const clones = [working, ...homes, "/opt"].map((folder) => join(folder, CLONE));
  return [...new Set([working, ...clones, "/opt/carto"])];
}

/**
 * The env file that decides, or null: the `.env` of the first folder that has CARTO's, else its `customer.env`, from which the
 * first installation is still to write one. (Beside a `.env` its `customer.env` is read as well.) Takes no `.env` for CARTO's
 * by its name alone: many programs have one.
 */
export function discoverEnvFile(place: Place): string | null {
  for (const folder of likelyFolders(place)) {
    const name = (file: string) => (folder === place.working ? file : join(folder, file));
    const written = isThere(join(folder, ".env"));
    // A customer.env that cannot be read is still CARTO's: to go on without it would be to test other settings.
    const customer = isThere(join(folder, "customer.env")) && bearsSign(join(folder, "customer.env")) !== false;
    if (written && (customer || bearsSign(join(folder, ".env")))) return name(".env");
    if (customer) return name("customer.env");
  }
  return null;
}

const CLONE = "carto-selfhosted";

/** install.sh writes the first into .env; the second is in every customer.env. */
const SIGN = /^[ \t]*(?:export[ \t]+)?(?:CARTO_SELFHOSTED_\w+|SELFHOSTED_TENANT_ID)[ \t]*=/m;

/** Null where the file cannot be read, or is no file that a person wrote. */
function bearsSign(file: string): boolean | null {
  try {
    const bytes = readBounded(file, MOST_BYTES);
    return bytes === null ? null : SIGN.test(bytes.toString("latin1"));
  } catch {
    return null;
  }
}
