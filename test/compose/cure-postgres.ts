// Remedies for a PostgreSQL server and for the URL of a connection, on a server of its own that is made for each.

import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { FindingCode } from "../../src/diagnose/finding.ts";
import { executeOrThrow } from "./compose.ts";
import { type Cure, filled, only } from "./cure.ts";
import { behindProxy } from "./doctor.ts";
import { CERTS, INSTALLATION } from "./paths.ts";
import { readSecrets } from "./secrets.ts";

const DATA = "/tmp/cure";
const asPostgres = (command: string) =>
  executeOrThrow("postgres", `set -e; export PATH=/usr/lib/postgresql/15/bin:$PATH\n${command}`);
const control = (words: string) => `runuser -u postgres -- env PATH=$PATH pg_ctl -s -D ${DATA} ${words}`;

interface Server {
  settings?: string[];
  hba: string[];
  certificate?: "postgres" | "private-postgres";
}

/** Port 5433 of the lab's PostgreSQL host. */
function server({ settings = [], hba, certificate = "postgres" }: Server): Cure["fault"] {
  const lines = [
    "port = 5433",
    "listen_addresses = '*'",
    "unix_socket_directories = '/tmp'",
    "fsync = off",
    ...settings,
  ];
  const write = (text: string, file: string) => `base64 -d <<<${Buffer.from(text).toString("base64")} >${DATA}/${file}`;
  const { databasePassword } = readSecrets();
  const roles = `CREATE ROLE carto LOGIN PASSWORD '${databasePassword}'; CREATE DATABASE warehouse OWNER carto;`;
  return async () => {
    await asPostgres(
      [
        `rm -rf ${DATA}; runuser -u postgres -- env PATH=$PATH initdb -D ${DATA} >/dev/null`,
        `install -o postgres -g postgres -m 0600 /certs/${certificate}.key ${DATA}/server.key`,
        `install -o postgres -g postgres -m 0600 /certs/${certificate}.crt ${DATA}/server.crt`,
        write(lines.join("\n"), "postgresql.conf"),
        write(["local all all trust", ...hba, ""].join("\n"), "pg_hba.conf"),
        control(`-w -l ${DATA}/log start`),
        ...roles.split("; ").map((sql) => `psql -q -h /tmp -p 5433 -U postgres -c "${sql}"`),
      ].join("\n"),
    );
    return () => asPostgres(control("-m immediate stop"));
  };
}

function cure(
  code: FindingCode,
  kind: Cure["kind"],
  how: string,
  sslmode: string,
  fault: Server,
  apply: Cure["apply"],
): Cure {
  const url = `postgres://carto:\${PASSWORD}@postgres:5433/warehouse?sslmode=${sslmode}`;
  const { databasePassword } = readSecrets();
  return {
    code,
    kind,
    how,
    run: {
      environment: { ...behindProxy("http://squid:3128"), PASSWORD: databasePassword },
      args: ["--timeout", "8", "--warehouse", url, ...only("*postgres*")],
      where: { service: "doctor-behind-firewall" },
    },
    fault: server(fault),
    apply,
  };
}

/** The text appended to, or put on top of, the file that its comment names; then the reload that it asks for. */
function intoFile(values: () => Promise<Record<string, string>>, top: boolean): Cure["apply"] {
  return async (text, before) => {
    const [, file = ""] = /^# (postgresql\.conf|pg_hba\.conf)\b/.exec(text) ?? [];
    const lines = Buffer.from(`\n${filled(text, await values())}\n`).toString("base64");
    const parts = top ? `<(base64 -d <<<${lines}) ${DATA}/${file}` : `${DATA}/${file} <(base64 -d <<<${lines})`;
    await asPostgres(`cat ${parts} >/tmp/new; cat /tmp/new >${DATA}/${file}`);
    const [, reload = ""] = /then: (SELECT pg_reload_conf\(\));/.exec(text) ?? [];
    await asPostgres(`psql -q -h /tmp -p 5433 -U postgres -c "${reload}"`);
    return before;
  };
}

/** The parameter in the URL of the warehouse, in place of one of its name. */
const intoUrl: Cure["apply"] = (text, before) => {
  const [name] = text.split("=");
  const args = before.args.map((arg) => {
    if (!arg.startsWith("postgres://")) return arg;
    const others = arg
      .replace(/^[^?]*\?/, "")
      .split("&")
      .filter((each) => !each.startsWith(`${name}=`));
    return `${arg.replace(/\?.*$/, "")}?${[...others, text].join("&")}`;
  });
  return { ...before, args };
};

const none = async () => ({});
const ENCRYPTED = ["ssl = on"];
const ANYBODY = ["host all all all scram-sha-256"];

async function ourselves(): Promise<Record<string, string>> {
  const addresses = await executeOrThrow("firewall", "hostname -I");
  const inside = addresses.split(" ").find((address) => address.startsWith("198.18.91."))!;
  return { database: "warehouse", user: "carto", "address of the CARTO host": inside };
}

export const postgresCures: Cure[] = [
  cure("postgres-tls-refused", "postgresql", "TLS is off", "verify-full", { hba: ANYBODY }, intoFile(none, false)),
  cure("postgres-tls-refused", "url", "TLS is off, and not wanted", "verify-full", { hba: ANYBODY }, intoUrl),
  cure(
    "postgres-rejected",
    "pg_hba",
    "no line for this client",
    "verify-full",
    { settings: ENCRYPTED, hba: ["hostssl all all all reject"] },
    intoFile(ourselves, true),
  ),
  cure(
    "postgres-rejected",
    "url",
    "encrypted clients alone",
    "disable",
    { settings: ENCRYPTED, hba: ["hostssl all all all scram-sha-256"] },
    intoUrl,
  ),
  cure(
    // The lab's private CA bears the organisation of its public one, and is taken for an intermediate of that.
    "tls-incomplete-chain",
    "url",
    "a database whose CA is not sent along",
    "verify-full",
    { settings: ENCRYPTED, hba: ANYBODY, certificate: "private-postgres" },
    (text, before, finding) => {
      mkdirSync(join(INSTALLATION, "certs"), { recursive: true });
      cpSync(join(CERTS, "proxy-ca.crt"), join(INSTALLATION, "certs/postgresql-ssl-ca.crt"));
      return intoUrl(text, before, finding);
    },
  ),
];
