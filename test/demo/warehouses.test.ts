import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Authorities, createAuthorities } from "../../src/demo/authorities.ts";
import { postgresAbsence } from "../../src/demo/postgres.ts";
import { Teardown } from "../../src/demo/teardown.ts";
import { startWarehouses, type Warehouses } from "../../src/demo/warehouses.ts";

const teardown = new Teardown();
let authorities: Authorities;
let publicRootsFile: string;
let healthy: Warehouses;

const start = (wanted: { healthy: boolean }) =>
  startWarehouses({ ...wanted, authorities, publicRootsFile, databricksPort: 4443 }, teardown);

beforeAll(async () => {
  authorities = await createAuthorities();
  const folder = await teardown.keep(mkdtemp(join(tmpdir(), "carto-proxy-test-")), (path) =>
    rm(path, { recursive: true }),
  );
  publicRootsFile = join(folder, "roots.pem");
  await writeFile(publicRootsFile, authorities.publicRoot.certificate);
  healthy = await start({ healthy: true });
});
afterAll(() => teardown.run());

const hasPostgres = postgresAbsence() === null;

it.runIf(hasPostgres)("has a PostgreSQL that the real driver logs in to, verifying its certificate", async () => {
  const { urls, variables, notes } = healthy;
  expect(notes).toEqual([]);
  const written = urls.find((url) => url.startsWith("postgres:")) ?? "";
  expect(written).toContain("sslmode=verify-full");
  const client = new pg.Client(written.replace(/\$\{(\w+)\}/g, (_, name: string) => variables[name] ?? ""));
  await client.connect();
  const { rows } = await client.query(
    "select ssl, current_database() as name from pg_stat_ssl where pid = pg_backend_pid()",
  );
  expect(rows).toEqual([{ ssl: true, name: "demo" }]);
  await client.end();
});

it.skipIf(hasPostgres)("goes on without PostgreSQL, and says so", () => {
  expect(healthy.urls.filter((url) => url.startsWith("postgres:"))).toEqual([]);
  expect(healthy.notes.join()).toContain("No PostgreSQL");
});

it("drops nothing where it is to be healthy", () => {
  expect(healthy.droppedPort).toBeNull();
  expect(healthy.urls.filter((url) => url.startsWith("redshift:"))).toEqual([]);
  expect(healthy.urls[0]).toBe("databricks://localhost:4443");
});

it("drops one else, or says that it cannot; with a new login each time, which is in no URL", async () => {
  const { urls, droppedPort, notes, variables } = await start({ healthy: false });
  if (droppedPort === null) expect(notes.join()).toContain("No warehouse is dropped");
  else expect(urls).toContain(`redshift://127.0.0.1:${droppedPort}/demo`);
  for (const secret of Object.values(variables)) {
    expect(urls.join()).not.toContain(secret);
    expect(Object.values(healthy.variables)).not.toContain(secret);
  }
});
