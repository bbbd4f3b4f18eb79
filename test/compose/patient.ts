// The Squid that remedies are tried on: configured with one fault, mended with printed lines where these say they belong.

import { setTimeout as sleep } from "node:timers/promises";
import { execute, executeOrThrow } from "./compose.ts";

const FILE = "/etc/squid/squid.conf";
const LOG = "/var/log/squid/cache.log";
const READY_WITHIN_MS = 60_000;

/** As Debian ships it, but for the faults; everybody may use it unless they say otherwise. */
function configuration(faults: string[], port: string, nameServer: string): string {
  return [
    port,
    `dns_nameservers ${nameServer}`,
    "acl SSL_ports port 443",
    "acl Safe_ports port 80 443 1025-65535",
    ...faults,
    "http_access deny !Safe_ports",
    "http_access deny CONNECT !SSL_ports",
    "http_access allow all",
    "sslcrtd_program /usr/lib/squid/security_file_certgen -s /var/lib/squid/certificates -M 4MB",
    "tls_outgoing_options cafile=/certs/public-root.crt",
    "visible_hostname patient",
    "cache deny all",
    "negative_ttl 0 seconds",
    "negative_dns_ttl 1 seconds",
    "shutdown_lifetime 0 seconds",
    "",
  ].join("\n");
}

/** Docker's own name server, which knows the lab's names. */
const NAME_SERVER = "127.0.0.11";

export const PLAIN = "http_port 3128";
export const TLS = "https_port 3128 tls-cert=/certs/proxy.crt tls-key=/certs/proxy.key";
export const BUMPING =
  "http_port 3128 ssl-bump tls-cert=/certs/inspection-ca.crt tls-key=/certs/inspection-ca.key generate-host-certificates=on";

/** Starts it, and gives what takes it down again. */
export async function startPatient(
  faults: string[],
  port = PLAIN,
  nameServer = NAME_SERVER,
): Promise<() => Promise<void>> {
  await write(configuration(faults, port, nameServer));
  await inPatient(`rm -f ${LOG} && squid -f ${FILE}`);
  await untilListening(1);
  return async () => {
    await inPatient(`squid -f ${FILE} -k shutdown; while [ -e /run/squid.pid ]; do sleep 0.1; done`);
  };
}

/** Puts lines into squid.conf where they say they belong, and has them read. */
export async function applyToPatient(lines: string): Promise<void> {
  const before = await inPatient(`cat ${FILE}`);
  await write(placed(before, lines));
  const times = await listening();
  await inPatient(`squid -f ${FILE} -k parse 2>&1 && squid -f ${FILE} -k reconfigure`);
  await untilListening(times + 1);
}

/** By the comment that leads them: above the first line of a directive, or in its place. */
export function placed(configuration: string, lines: string): string {
  const [, how, directive = ""] = /^# (above the first|in place of the) (\w+) line/.exec(lines) ?? [];
  const at = configuration.split("\n").findIndex((line) => line.startsWith(`${directive} `));
  if (!how || at === -1) throw new Error(`where does this belong?\n${lines}`);
  const all = configuration.split("\n");
  const rest = all.slice(how === "in place of the" ? at + 1 : at);
  return [...all.slice(0, at), lines, ...rest].join("\n");
}

export function inPatient(command: string): Promise<string> {
  return executeOrThrow("patient", command);
}

async function write(text: string): Promise<void> {
  await inPatient(`base64 -d <<<${Buffer.from(text).toString("base64")} >${FILE}`);
}

async function listening(): Promise<number> {
  const { stdout } = await execute("patient", `grep -c "Accepting .*ocket connections at" ${LOG}`);
  return Number(stdout.trim() || 0);
}

/** Its log says so each time that it has read its configuration. */
async function untilListening(times: number): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while ((await listening()) < times) {
    if (Date.now() > deadline) throw new Error(`Squid does not listen\n${await inPatient(`tail -n 20 ${LOG}`)}`);
    await sleep(200);
  }
}
