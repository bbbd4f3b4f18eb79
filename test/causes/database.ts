// The causes that lie in a database that is reached direct.

import type { RunningPostgres } from "../../src/demo/postgres.ts";
import { leaf } from "../support/certificates.ts";
import { noPostgres, realPostgres } from "../support/postgres-server.ts";
import { errorResponse, message, postgresThat } from "../support/postgres-that.ts";
import { redisThat } from "../support/redis-that.ts";
import type { Cause } from "./cause.ts";
import { urlAsPrinted } from "./printed.ts";
import { behind, type Scene } from "./scene.ts";
import type { Stage } from "./stage.ts";

/** A proxy is configured, as for the rest of CARTO: databases do not use it. */
const scene = (url: string, rest: Partial<Scene> = {}): Scene => ({
  env: { ...behind("http://127.0.0.1:9"), RIGHT: "canary-right", WRONG: "canary-wrong" },
  warehouses: [url],
  ...rest,
});

const instead =
  (from: string | RegExp, to: string): Cause["cure"] =>
  (before) => ({ ...before, warehouses: before.warehouses!.map((url) => url.replace(from, to)) });

/** One real server for the file: TLS, a user, and encrypted connections alone. */
let server: Promise<RunningPostgres> | null = null;

async function postgres(stage: Stage): Promise<number> {
  server ??= (async () => {
    const tls = await leaf(stage.pki.root, ["127.0.0.1"]);
    const hba = ["hostssl all all 127.0.0.1/32 scram-sha-256"];
    const running = await realPostgres({
      tls,
      users: [{ name: "ann", password: "canary-right" }],
      databases: ["maps"],
      hba,
    });
    stage.onClose(() => running.stop());
    return running;
  })();
  return (await server).port;
}

export const databaseCauses: Cause[] = [
  {
    code: "postgres-not-postgres",
    how: "an HTTP server",
    scene: async (stage) => scene(`postgres://127.0.0.1:${await stage.port(postgresThat.speaksHttp())}/maps`),
    cure: async (before, finding, stage) =>
      instead(/:\d+\//, `:${await stage.port(postgresThat.answersN())}/`)!(before, finding, stage),
  },
  {
    code: "postgres-tls-refused",
    how: "sslmode=require, and the server has no TLS",
    scene: async (stage) =>
      scene(`postgres://127.0.0.1:${await stage.port(postgresThat.answersN())}/maps?sslmode=require`),
    cure: urlAsPrinted,
  },
  {
    code: "postgres-rejected",
    how: "no connection left",
    scene: async (stage) => scene(`postgres://ann@127.0.0.1:${await stage.port(postgresThat.rejects("53300"))}/maps`),
  },
  {
    code: "postgres-rejected",
    how: "pg_hba.conf asks for TLS (a real server)",
    unless: noPostgres,
    scene: async (stage) => scene(`postgres://ann:\${RIGHT}@127.0.0.1:${await postgres(stage)}/maps?sslmode=disable`),
    cure: urlAsPrinted,
  },
  {
    code: "postgres-login-failed",
    how: "an unknown database",
    scene: async (stage) => {
      const refusal = Buffer.concat([message("Z", "I").subarray(0, 0), errorResponse("3D000", "no such database")]);
      return scene(`postgres://ann@127.0.0.1:${await stage.port(postgresThat.welcomesAndThen(refusal))}/maps`);
    },
  },
  {
    code: "postgres-login-failed",
    how: "a wrong password (a real server and the real driver)",
    unless: noPostgres,
    scene: async (stage) =>
      scene(`postgres://ann:\${WRONG}@127.0.0.1:${await postgres(stage)}/maps?sslmode=require`, { logIn: true }),
    cure: instead("WRONG", "RIGHT"),
  },
  {
    code: "postgres-login-failed",
    how: "a wrong database (a real server and the real driver)",
    unless: noPostgres,
    scene: async (stage) =>
      scene(`postgres://ann:\${RIGHT}@127.0.0.1:${await postgres(stage)}/nowhere?sslmode=require`, { logIn: true }),
    cure: instead("/nowhere", "/maps"),
  },
  {
    code: "tls-untrusted",
    how: "a database with a private CA",
    scene: async (stage) => {
      const tls = await leaf(stage.pki.corporate, ["127.0.0.1"]);
      return scene(`postgres://127.0.0.1:${await stage.port(postgresThat.speaksTls(tls))}/maps?sslmode=verify-full`);
    },
    cure: (before, finding, stage) => {
      stage.file("postgresql-ssl-ca.crt", stage.pki.corporate.pem);
      return urlAsPrinted(before, finding);
    },
  },
  {
    code: "nothing",
    how: "a PostgreSQL that asks for a password (a real server)",
    unless: noPostgres,
    scene: async (stage) => scene(`postgres://127.0.0.1:${await postgres(stage)}/maps?sslmode=verify-full`),
  },
  {
    code: "nothing",
    how: "a right password (a real server and the real driver)",
    unless: noPostgres,
    scene: async (stage) =>
      scene(`postgres://ann:\${RIGHT}@127.0.0.1:${await postgres(stage)}/maps?sslmode=require`, { logIn: true }),
  },
  {
    code: "redis-not-redis",
    how: "redis:// to a server that wants TLS",
    scene: async (stage) =>
      scene(`redis://127.0.0.1:${await stage.port(redisThat.works(await leaf(stage.pki.root, ["127.0.0.1"])))}`),
    cure: urlAsPrinted,
  },
  {
    code: "redis-login-failed",
    how: "a wrong password",
    scene: async (stage) =>
      scene(`redis://ann:\${WRONG}@127.0.0.1:${await stage.port(redisThat.demandsLogin("ann", "canary-right"))}`),
    cure: instead("WRONG", "RIGHT"),
  },
];
