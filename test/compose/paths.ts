// Where the lab's files are. Everything made at run time is in the staging folder, which git ignores.

import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../..");
export const COMPOSE_FILE = join(ROOT, "docker-compose.test.yml");
export const WHITELIST = join(ROOT, "domains");
export const STAGE = join(import.meta.dirname, ".stage");
/** Mounted into the servers: certificates with their keys, and the proxy's users. */
export const CERTS = join(STAGE, "certs");
/** Mounted into the doctor: the CAs alone. */
export const PUBLIC = join(STAGE, "public");
/** The folder of the installation, whose certs CARTO's containers see. */
export const INSTALLATION = join(STAGE, "installation");
/** What the doctor's image is built from. */
export const DOCTOR = join(STAGE, "doctor");
