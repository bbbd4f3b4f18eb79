// The real curl and psql: what works for them, on the same servers, with the same names and the same trust.

import { spawn, spawnSync } from "node:child_process";
import { isIP } from "node:net";
import { MARK } from "../support/origin-that.ts";
import { type Around, addressOf } from "./real-client.ts";

export const noCurl = absence("curl");
export const noPsql = absence("psql");

/** Why it is not asked here, or null. */
function absence(program: string): string | null {
  return spawnSync(program, ["--version"]).error === undefined ? null : `${program} is not installed`;
}

/** Whether the answer bears the origin's mark. */
export async function worksForCurl(url: URL, around: Around): Promise<boolean> {
  const { env, trusted, limitMs } = around;
  const args = ["--silent", "--suppress-connect-headers", "--dump-header", "-", "--output", "/dev/null"];
  args.push("--cacert", trusted, "--proxy-cacert", trusted, "--max-time", String(limitMs / 1000));
  // Shared by all addresses of a name.
  args.push("--connect-timeout", String(Math.min(limitMs / 1000, 10)));
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === "0") args.push("--insecure", "--proxy-insecure");
  for (const each of [url, ...proxiesIn(env)]) args.push(...resolving(each, around));
  const mark = new RegExp(`^${MARK.name}: ${MARK.value}\r?$`, "im");
  const { stdout } = await run("curl", [...args, url.href], env, mark);
  return mark.test(stdout);
}

/** Whether it gets `select 1` answered, or as far as a password that the URL does not hold. */
export async function worksForPsql(url: URL, around: Around): Promise<boolean> {
  // With a file of roots libpq verifies whatever the sslmode.
  const roots = url.search.includes("sslmode=verify-") ? around.trusted : `${around.trusted}.absent`;
  const env = { PGSSLROOTCERT: roots, PGCONNECT_TIMEOUT: String(Math.ceil(around.limitMs / 1000)) };
  const { code, stderr } = await run("psql", ["--no-password", "--no-psqlrc", "--command", "select 1", url.href], env);
  return code === 0 || stderr.includes("no password supplied");
}

function proxiesIn(env: Record<string, string>): URL[] {
  const values = ["HTTP_PROXY", "HTTPS_PROXY"].flatMap((name) => env[name] ?? env[name.toLowerCase()] ?? []);
  return values.flatMap((value) => (URL.canParse(value) ? [new URL(value)] : [])).filter(({ hostname }) => hostname);
}

/** No real resolver is ever asked. */
function resolving({ protocol, hostname, port }: URL, around: Around): string[] {
  if (isIP(hostname.replace(/[[\]]/g, "")) !== 0) return [];
  const addresses = addressOf(hostname, around).map((address) => (isIP(address) === 6 ? `[${address}]` : address));
  return ["--resolve", `${hostname}:${port || (protocol === "https:" ? "443" : "80")}:${addresses.join(",")}`];
}

/** Ended once it has said `enough`: not every answer has an end. */
function run(program: string, args: string[], env: Record<string, string>, enough?: RegExp) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    const child = spawn(program, args, { env: { PATH: process.env.PATH, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const texts = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].on("data", (chunk: Buffer) => {
        texts[name] += chunk.toString("latin1");
        if (enough?.test(texts.stdout)) child.kill();
      });
    }
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, ...texts }));
  });
}
