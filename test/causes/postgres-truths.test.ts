// A real PostgreSQL in each state that decides whether CARTO gets in: what is told of our own check, which logs nobody in, and of the
// real driver, which does.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FindingCode } from "../../src/diagnose/finding.ts";
import type { Report } from "../../src/report/report.ts";
import { noPgBouncer } from "../support/pgbouncer.ts";
import { noPostgres } from "../support/postgres-server.ts";
import { PASSWORD, portOf, type ServerName } from "./postgres-servers.ts";
import { behind, play } from "./scene.ts";
import { Stage } from "./stage.ts";

type Told = FindingCode | "pass";

const CA = "sslrootcert=/usr/src/certs/corporate.pem";
const ANN = "ann:${RIGHT}@HERE/maps";
const NO_TLS = "postgres-tls-refused";
const REJECTED = "postgres-rejected";
const LOGIN = "postgres-login-failed";
const HBA = "to pg_hba.conf";
const WAIT = "Wait until the server is up";

/** The words are of the finding's title and of its remedies. */
const truths: [server: ServerName, url: string, path: Told, driver: Told, title?: string, remedy?: string][] = [
  ["TLS on", `${ANN}?sslmode=disable`, "pass", "pass"],
  ["TLS on", ANN, "pass", "pass"],
  ["TLS on", `${ANN}?sslmode=require`, "tls-untrusted", "tls-untrusted"],
  ["TLS on", `${ANN}?sslmode=verify-full`, "tls-untrusted", "tls-untrusted"],
  ["TLS on", `${ANN}?sslmode=verify-full&${CA}`, "pass", "pass"],
  ["TLS on", `${ANN}?sslmode=no-verify`, "pass", "pass"],
  ["TLS off", ANN, "pass", "pass"],
  ["TLS off", `${ANN}?sslmode=disable`, "pass", "pass"],
  ["TLS off", `${ANN}?sslmode=require`, NO_TLS, NO_TLS],

  ["TLS on", "ann:${RIGHT}@HERE/encrypted", "pass", "pass"],
  ["TLS on", "ann:${RIGHT}@HERE/encrypted?sslmode=disable", REJECTED, REJECTED, "does not let", "sslmode=require"],
  ["TLS on", "banned:${RIGHT}@HERE/maps", REJECTED, REJECTED, "does not let this client in", HBA],
  ["TLS off", "banned:${RIGHT}@HERE/maps", REJECTED, REJECTED, "does not let this client in", HBA],
  ["TLS on", "outsider:${RIGHT}@HERE/postgres", REJECTED, REJECTED, "does not let this client in", HBA],

  ["TLS on", "ann:${WRONG}@HERE/maps", "pass", LOGIN, "the user or the password (SQLSTATE 28P01)", "the password"],
  ["TLS on", "ghost:${RIGHT}@HERE/maps", "pass", LOGIN, "the user or the password (SQLSTATE 28P01)", "the user"],
  ["TLS on", "absent_md5:${RIGHT}@HERE/maps", "pass", LOGIN, "the password (SQLSTATE 28P01)", "the user"],
  ["TLS on", "absent:${RIGHT}@HERE/maps", LOGIN, LOGIN, "does not know the user (SQLSTATE 28000)", "the user"],
  ["TLS on", "pg_monitor:${RIGHT}@HERE/maps", LOGIN, LOGIN, "does not let this user log in", "ALTER ROLE"],
  ["TLS on", "ann:${RIGHT}@HERE/absent", "pass", LOGIN, "does not know the database (SQLSTATE 3D000)", "the database"],
  ["TLS on", "trusted:${RIGHT}@HERE/absent", LOGIN, LOGIN, "does not know the database", "the database"],
  ["TLS on", "trusted:${RIGHT}@HERE/maps", "pass", "pass"],

  ["TLS on", "crowded:${RIGHT}@HERE/maps", "pass", REJECTED, "no connection left", "ALTER ROLE"],
  ["places left for superusers alone", ANN, "pass", REJECTED, "no connection left", "max_connections"],
  ["all places taken", ANN, REJECTED, REJECTED, "no connection left for this client (SQLSTATE 53300)", "max_conn"],
  ["all places taken", "HERE/maps", REJECTED, "pass", "no connection left", "max_connections"],

  ["shutting down", ANN, REJECTED, REJECTED, "is shutting down (SQLSTATE 57P03)", WAIT],
  ["starting up", ANN, REJECTED, REJECTED, "is starting up (SQLSTATE 57P03)", WAIT],
  ["starting up", "HERE/maps", REJECTED, "pass", "is starting up (SQLSTATE 57P03)", WAIT],
  ["a standby with hot_standby = off", ANN, REJECTED, REJECTED, "a standby that lets no client in", "hot_standby = on"],

  // Redshift is this protocol and this driver; a real one is nowhere to be had.
  ["TLS on", `redshift://${ANN}?sslmode=verify-full&${CA}`, "pass", "pass"],
  ["TLS on", "redshift://ann:${WRONG}@HERE/maps", "pass", LOGIN, "The Redshift database", "the password"],
  ["TLS on", "redshift://ann:${RIGHT}@HERE/encrypted?sslmode=disable", REJECTED, REJECTED, "Redshift", "require_ssl"],

  ["PgBouncer in front", ANN, "pass", "pass"],
  ["PgBouncer in front", `${ANN}?sslmode=require`, NO_TLS, NO_TLS],
  ["PgBouncer in front", "ann:${WRONG}@HERE/maps", "pass", LOGIN, "the password (SQLSTATE 08P01)", "the password"],
  ["PgBouncer in front", "ghost:${RIGHT}@HERE/maps", "pass", LOGIN, "the user or the password", "the user"],
  ["PgBouncer in front", "ann:${RIGHT}@HERE/nowhere", "pass", LOGIN, "does not know the database", "the database"],
  ["PgBouncer in front", "ann:${RIGHT}@HERE/absent", "pass", LOGIN, "does not know the database", "the database"],
  ["PgBouncer in front, TLS required", `${ANN}?sslmode=verify-full&${CA}`, "pass", "pass"],
  ["PgBouncer in front, TLS required", ANN, "pass", "pass"],
  ["PgBouncer in front, TLS required", `${ANN}?sslmode=require`, "tls-untrusted", "tls-untrusted"],
  [
    "PgBouncer in front, TLS required",
    `${ANN}?sslmode=disable`,
    REJECTED,
    REJECTED,
    "takes encrypted",
    "sslmode=require",
  ],
  ["PgBouncer in front of nothing", ANN, "pass", REJECTED, "the server behind its pooler", "PgBouncer's log"],
  ["PgBouncer full", ANN, REJECTED, REJECTED, "no connection left", "max_client_conn"],
];

describe.skipIf(noPostgres !== null)(`a real PostgreSQL${noPostgres ? ` (skipped: ${noPostgres})` : ""}`, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
    stage.file("corporate.pem", stage.pki.corporate.pem);
  });
  afterAll(() => stage.close());

  describe.each(truths)("%s, %s", (server, url, path, driver, title = "", remedy = "") => {
    test.skipIf(server.startsWith("PgBouncer") && noPgBouncer !== null)(
      `${path}, and the driver ${driver}`,
      async () => {
        const here = url.replace("HERE", `127.0.0.1:${await portOf(server, stage)}`);
        const address = here.includes("://") ? here : `postgres://${here}`;
        const report = await play(
          {
            env: { ...behind("http://127.0.0.1:9"), RIGHT: PASSWORD, WRONG: "canary-wrong" },
            warehouses: [address],
            logIn: url.includes("@"),
          },
          stage,
        );
        expect(report.checks.map(({ kind, verdict }) => [kind, verdict])).toEqual([
          ["path", verdictOf(path)],
          ...(url.includes("@") ? [["client", verdictOf(driver)]] : []),
        ]);
        expect(findingsOf(report)).toEqual(expectedFindings(report, path, driver));
        const [finding] = report.findings.filter(({ affects }) => affects.length > 0);
        expect(finding?.title ?? "").toContain(title);
        expect(JSON.stringify(finding?.remedies ?? "")).toContain(remedy);
        expect(JSON.stringify(report)).not.toContain("canary");
      },
    );
  });
});

function verdictOf(told: Told): "pass" | "fail" {
  return told === "pass" ? "pass" : "fail";
}

/** Those of the configuration aside. */
function findingsOf({ findings }: Report): [FindingCode, string[]][] {
  return findings.filter(({ affects }) => affects.length > 0).map(({ code, affects }) => [code, affects]);
}

/** One cause, one finding, which names every check that it befell. */
function expectedFindings({ checks }: Report, ...told: [path: Told, driver: Told]): [FindingCode, string[]][] {
  const [code] = told.filter((each): each is FindingCode => each !== "pass");
  const failed = checks.filter(({ kind }) => told[kind === "path" ? 0 : 1] !== "pass").map(({ id }) => id);
  return code ? [[code, failed]] : [];
}
