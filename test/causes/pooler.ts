// The causes that lie in a PgBouncer, or in the PostgreSQL behind it (real ones).

import { noPgBouncer } from "../support/pgbouncer.ts";
import { noPostgres } from "../support/postgres-server.ts";
import type { Cause } from "./cause.ts";
import { PASSWORD, portOf, type ServerName } from "./postgres-servers.ts";
import { urlAsPrinted } from "./printed.ts";
import { behind, type Scene } from "./scene.ts";
import type { Stage } from "./stage.ts";

/** `rest`: of the URL, after host and port. */
const scene =
  (server: ServerName, rest: string) =>
  async (stage: Stage): Promise<Scene> => {
    const port = await portOf(server, stage);
    return {
      env: { ...behind("http://127.0.0.1:9"), RIGHT: PASSWORD },
      warehouses: [`postgres://ann:\${RIGHT}@127.0.0.1:${port}/${rest}`],
      logIn: true,
    };
  };

const alone = noPgBouncer;
const withServer = noPgBouncer ?? noPostgres;

export const poolerCauses: Cause[] = [
  {
    code: "postgres-rejected",
    how: "PgBouncer is full (max_client_conn)",
    unless: alone,
    scene: scene("PgBouncer full", "maps"),
  },
  {
    code: "postgres-rejected",
    how: "PgBouncer, and the server behind it is down",
    unless: alone,
    scene: scene("PgBouncer in front of nothing", "maps"),
  },
  {
    code: "postgres-rejected",
    how: "PgBouncer requires TLS, and it is turned off",
    unless: withServer,
    scene: scene("PgBouncer in front, TLS required", "maps?sslmode=disable"),
    cure: (before, finding, stage) => {
      // Its certificate is of a private CA, which is another finding's matter.
      stage.file("corporate.pem", stage.pki.corporate.pem);
      const cured = urlAsPrinted(before, finding);
      return {
        ...cured,
        warehouses: cured.warehouses!.map((url) => `${url}&sslrootcert=/usr/src/certs/corporate.pem`),
      };
    },
  },
  {
    code: "postgres-login-failed",
    how: "PgBouncer does not know the database",
    unless: alone,
    scene: scene("PgBouncer in front of nothing", "nowhere"),
  },
  {
    code: "postgres-login-failed",
    how: "PgBouncer knows the database, the server behind it does not",
    unless: withServer,
    scene: scene("PgBouncer in front", "absent"),
    cure: (before) => ({ ...before, warehouses: before.warehouses!.map((url) => url.replace("/absent", "/maps")) }),
  },
  {
    code: "nothing",
    how: "PgBouncer in front of a PostgreSQL",
    unless: withServer,
    scene: scene("PgBouncer in front", "maps"),
  },
];
