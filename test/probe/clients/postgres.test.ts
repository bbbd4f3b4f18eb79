// Our own prober and the real driver against a real PostgreSQL: they must agree.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningPostgres } from "../../../src/demo/postgres.ts";
import { type Authority, authority, leaf } from "../../support/certificates.ts";
import { factsOf, story } from "../../support/checks.ts";
import { closedPort, type Loopback } from "../../support/loopback.ts";
import { noPostgres, realPostgres } from "../../support/postgres-server.ts";
import { postgresThat } from "../../support/postgres-that.ts";
import { runWarehouse, type WarehouseRun } from "../../support/warehouses.ts";

const PASSWORD = "canary p@ss:w/o?r#d%41'\"\\€";
const USER = "canary_reader";
const env = { PW: PASSWORD, WRONG: "canary-wrong-word" };

let root: Authority;
let folder: string;
let extraCaFile: string;
const servers: Loopback[] = [];

beforeAll(async () => {
  root = await authority("Database Root", "A Customer");
  folder = mkdtempSync(join(tmpdir(), "carto-proxy-test-"));
  extraCaFile = join(folder, "ca.pem");
  writeFileSync(extraCaFile, root.pem);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await Promise.all(servers.map((server) => server.close()));
});

const login = (url: string, wanted: WarehouseRun = {}) => runWarehouse(url, { env, kind: "client", ...wanted });
const path = (url: string, wanted: WarehouseRun = {}) => runWarehouse(url, { env, ...wanted });

describe.skipIf(noPostgres !== null)(`a real PostgreSQL${noPostgres ? ` (skipped: ${noPostgres})` : ""}`, () => {
  let secured: RunningPostgres;
  let plain: RunningPostgres;

  beforeAll(async () => {
    const identity = await leaf(root, ["127.0.0.1"]);
    const users = [
      { name: USER, password: PASSWORD },
      { name: "crowded", password: PASSWORD, connectionLimit: 0 },
      { name: "banned", password: PASSWORD },
      { name: "trusted", password: PASSWORD },
    ];
    const hba = [
      "host all banned 127.0.0.1/32 reject",
      "host all trusted 127.0.0.1/32 trust",
      "host limited all 127.0.0.2/32 scram-sha-256",
      "hostssl encrypted all 127.0.0.1/32 scram-sha-256",
      `host maps,postgres,nowhere all 127.0.0.1/32 scram-sha-256`,
    ];
    const databases = ["maps", "limited", "encrypted"];
    [secured, plain] = await Promise.all([
      realPostgres({ tls: identity, users, databases, hba }),
      realPostgres({ tls: null, users, databases, hba }),
    ]);
  });
  afterAll(async () => {
    await Promise.all([secured?.stop(), plain?.stop()]);
  });

  const at = (server: RunningPostgres, rest: string, user = USER, password = "PW") =>
    `postgres://${user}:\${${password}}@127.0.0.1:${server.port}/${rest}`;
  const own = (): WarehouseRun => ({ rootCert: root.pem });

  test("the path without a login", async () => {
    const seen = await path(`postgres://127.0.0.1:${secured.port}/maps`);
    expect(story(seen)).toBe("tcp ok, tls ok, exchange ok");
    expect(factsOf(seen, "tls")).toMatchObject({ sslReply: "S", version: "TLSv1.3", verified: false, enforced: false });
    expect(factsOf(seen, "exchange")).toMatchObject({ answer: "asks-for-login", authMethod: "scram-sha-256" });
  });

  test.each(["?sslmode=verify-full&sslrootcert=ca.pem", "?sslmode=no-verify", "", "?sslmode=disable"])(
    "a login by SCRAM: %j",
    async (tail) => {
      const seen = await login(at(secured, `maps${tail}`), own());
      expect(story(seen)).toBe("login ok");
      expect(factsOf(seen, "login")).toMatchObject({ by: expect.stringMatching(/^pg 8\./), errorCode: null });
    },
  );

  test("a server without TLS: refused where TLS is required, plain where nothing is said", async () => {
    expect(story(await path(at(plain, "maps?sslmode=require")))).toBe("tcp ok, tls tls-refused");
    expect(story(await login(at(plain, "maps?sslmode=require")))).toBe("login tls-refused");
    expect(story(await path(at(plain, "maps")))).toBe("tcp ok, tls ok, exchange ok");
    expect(story(await login(at(plain, "maps")))).toBe("login ok");
  });

  test("a private CA: by NODE_EXTRA_CA_CERTS, by --public-roots, by neither", async () => {
    const url = at(secured, "maps?sslmode=require");
    expect(story(await login(url, { extraCaFile }))).toBe("login ok");
    expect(story(await login(url, { publicRoots: [root.pem] }))).toBe("login ok");
    expect(story(await path(url, { extraCa: [root.pem] }))).toBe("tcp ok, tls ok, exchange ok");
    expect(story(await path(url, { publicRoots: [root.pem] }))).toBe("tcp ok, tls ok, exchange ok");
    expect(story(await login(url))).toBe("login certificate-untrusted");
    expect(story(await path(url))).toBe("tcp ok, tls certificate-untrusted");
  });

  test("NODE_TLS_REJECT_UNAUTHORIZED=0", async () => {
    const url = at(secured, "maps?sslmode=require");
    expect(story(await login(url, { verify: false }))).toBe("login ok");
    expect(story(await path(url, { verify: false }))).toBe("tcp ok, tls ok, exchange ok");
  });

  test("the certificate of another name", async () => {
    const url = at(secured, "maps?sslmode=verify-full&sslrootcert=ca.pem").replace("127.0.0.1", "localhost");
    const resolver = { addresses: async () => ["127.0.0.1"] };
    expect(story(await path(url, { ...own(), options: { resolver } }))).toBe(
      "dns ok, tcp ok, tls certificate-name-mismatch",
    );
    expect(story(await login(url, own()))).toBe("login certificate-name-mismatch");
    const anyName = url.replace("verify-full", "verify-ca&uselibpqcompat=true");
    expect(story(await path(anyName, { ...own(), options: { resolver } }))).toBe("dns ok, tcp ok, tls ok, exchange ok");
    expect(story(await login(anyName, own()))).toBe("login ok");
    const other = await authority("Another Root", "Somebody");
    expect(story(await path(anyName, { rootCert: other.pem, options: { resolver } }))).toBe(
      "dns ok, tcp ok, tls certificate-untrusted",
    );
    expect(story(await login(anyName, { rootCert: other.pem }))).toBe("login certificate-untrusted");
  });

  test("a wrong password is seen by a login alone", async () => {
    const url = at(secured, "maps", USER, "WRONG");
    expect(story(await path(url))).toBe("tcp ok, tls ok, exchange ok");
    const seen = await login(url);
    expect(story(seen)).toBe("login login-failed");
    expect(factsOf(seen, "login").errorCode).toBe("28P01");
    expect(JSON.stringify(seen)).not.toContain("canary");
  });

  test("no password where one is asked for", async () => {
    const seen = await login(`postgres://${USER}@127.0.0.1:${secured.port}/maps`);
    expect(story(seen)).toBe("login login-failed");
  });

  test("an unknown database", async () => {
    const seen = await login(at(secured, "nowhere"));
    expect(story(seen)).toBe("login login-failed");
    expect(factsOf(seen, "login")).toMatchObject({
      errorCode: "3D000",
      message: 'database "[redacted]" does not exist',
    });
    expect(story(await path(at(secured, "elsewhere", "trusted")))).toBe("tcp ok, tls ok, exchange login-failed");
  });

  test.each([
    ["maps", "banned"],
    ["limited", USER],
  ])("pg_hba.conf lets nobody in: %s, %s", async (database, user) => {
    const ours = await path(at(secured, database, user));
    expect(story(ours)).toBe("tcp ok, tls ok, exchange rejected");
    expect(factsOf(ours, "exchange")).toMatchObject({
      sqlState: "28000",
      message: expect.stringContaining("127.0.0.1"),
    });
    const theirs = await login(at(secured, database, user));
    expect(story(theirs)).toBe("login rejected");
    expect(factsOf(theirs, "login").errorCode).toBe("28000");
  });

  test("pg_hba.conf asks for TLS, and TLS is turned off", async () => {
    const url = at(secured, "encrypted?sslmode=disable");
    expect(story(await path(url))).toBe("tcp ok, exchange rejected");
    expect(story(await login(url))).toBe("login rejected");
    expect(story(await login(at(secured, "encrypted")))).toBe("login ok");
  });

  test("the same refusals of a user that was made up: reached", async () => {
    const seen = await path(`postgres://127.0.0.1:${secured.port}/limited`);
    expect(story(seen)).toBe("tcp ok, tls ok, exchange ok");
    expect(factsOf(seen, "exchange")).toMatchObject({ answer: "error", sqlState: "28000" });
  });

  test("too many connections", async () => {
    const seen = await login(at(secured, "maps", "crowded"));
    expect(story(seen)).toBe("login rejected");
    expect(factsOf(seen, "login").errorCode).toBe("53300");
  });
});

describe("what is no PostgreSQL, or none that answers", () => {
  async function loginTo(starting: Promise<Loopback>, tail = "", wanted: WarehouseRun = {}) {
    const server = await starting;
    servers.push(server);
    return login(`postgres://ann:word@127.0.0.1:${server.port}/maps${tail}`, wanted);
  }

  test.each([
    ["not-postgres", "", () => postgresThat.speaksHttp()],
    ["not-postgres", "", () => postgresThat.speaksSsh()],
    ["closed", "", () => postgresThat.hangsUp()],
    ["reset", "", () => postgresThat.resets()],
    ["closed", "?sslmode=require", () => postgresThat.sendsS_thenHangsUp()],
    ["rejected", "?sslmode=disable", () => postgresThat.rejects("57P03")],
  ])("%s %s", async (code, tail, starting) => {
    expect(story(await loginTo(starting(), tail))).toBe(`login ${code}`);
  });

  test("a closed port", async () => {
    const seen = await login(`postgres://ann:word@127.0.0.1:${await closedPort()}/`);
    expect(story(seen)).toBe("login refused");
    expect(factsOf(seen, "login").errorCode).toBeNull();
  });

  test("one that is mute: timed out at the check's end, unknown at the run's, and its process is gone", async () => {
    const mute = await postgresThat.isMute();
    servers.push(mute);
    const url = `postgres://ann:word@127.0.0.1:${mute.port}/maps`;
    expect(story(await login(url, { options: { timeoutMs: 3000 } }))).toBe("login timed-out");
    const deadline = new AbortController();
    const before = mute.connections();
    const running = login(url, { options: { signal: deadline.signal } });
    while (mute.connections() === before) await new Promise(setImmediate);
    deadline.abort("deadline");
    expect(await running).toMatchObject({ outcome: "unknown", reason: "deadline", phases: [] });
    while (process.getActiveResourcesInfo().includes("ProcessWrap")) await new Promise(setImmediate);
  });
});
