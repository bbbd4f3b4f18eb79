import { describe, expect, test } from "vitest";
import { readSettings } from "../../../src/settings/read.ts";
import { environmentSource, type VariableSource } from "../../../src/settings/source.ts";

const read = (variables: Record<string, string>, kind: VariableSource["kind"] = "env", warehouses: string[] = []) =>
  readSettings([kind === "environment" ? environmentSource(variables) : { name: ".env", kind, variables }], {
    warehouses,
  });

const DATABASE = {
  WORKSPACE_POSTGRES_HOST: "db.corp",
  WORKSPACE_POSTGRES_USER: "ana",
  WORKSPACE_POSTGRES_PASSWORD: "canary",
  WORKSPACE_POSTGRES_DB: "workspace",
};

describe("the metadata database", () => {
  test("an external one, with where it comes from", () => {
    const [store] = read({ ...DATABASE, WORKSPACE_POSTGRES_PORT: "5433" }).warehouses;
    expect(store).toMatchObject({
      kind: "postgres",
      label: "postgres://db.corp:5433/workspace",
      tls: "none",
      from: "WORKSPACE_POSTGRES_HOST (.env)",
    });
    expect(store?.credentials?.password.reveal()).toBe("canary");
  });

  test.each<[Record<string, string>, string, boolean]>([
    [{}, "none", false],
    [{ WORKSPACE_POSTGRES_SSL_ENABLED: "false", WORKSPACE_POSTGRES_SSL_MODE: "require" }, "none", false],
    [{ WORKSPACE_POSTGRES_SSL_ENABLED: "true", WORKSPACE_POSTGRES_SSL_MODE: "require" }, "negotiated", false],
    [{ WORKSPACE_POSTGRES_SSL_ENABLED: "true", WORKSPACE_POSTGRES_SSL_MODE: "disable" }, "opportunistic", false],
  ])("%j is %s", (more, tls, verify) => {
    expect(read({ ...DATABASE, ...more }).warehouses[0]).toMatchObject({ tls, verify, checkName: false });
  });

  test("without a password nobody logs in", () => {
    const { WORKSPACE_POSTGRES_PASSWORD: _, ...rest } = DATABASE;
    expect(read(rest).warehouses[0]?.credentials).toBeNull();
  });

  test.each<Record<string, string>>([
    { LOCAL_POSTGRES_SCALE: "1" },
    { WORKSPACE_POSTGRES_HOST: "workspace-postgres" },
    { WORKSPACE_POSTGRES_HOST: "localhost" },
    { WORKSPACE_POSTGRES_HOST: "127.0.0.1" },
    { WORKSPACE_POSTGRES_HOST: "db.carto.svc.cluster.local" },
    { WORKSPACE_POSTGRES_HOST: "db.carto.svc" },
    { WORKSPACE_POSTGRES_HOST: "host.docker.internal" },
    { WORKSPACE_POSTGRES_HOST: "" },
  ])("%j is none of the network's", (more) => {
    expect(read({ ...DATABASE, ...more }).warehouses).toEqual([]);
  });

  test("LOCAL_POSTGRES_SCALE=0 means the external one", () => {
    expect(read({ ...DATABASE, LOCAL_POSTGRES_SCALE: "0" }).warehouses.length).toBe(1);
  });

  test.each<[Record<string, string>, string]>([
    [{ WORKSPACE_POSTGRES_PORT: "abc" }, "WORKSPACE_POSTGRES_PORT"],
    [{ WORKSPACE_POSTGRES_PORT: "0" }, "WORKSPACE_POSTGRES_PORT"],
    [{ WORKSPACE_POSTGRES_HOST: "postgres://ana:canary@db.corp/x" }, "WORKSPACE_POSTGRES_HOST"],
  ])("%j is a problem of the value, which is not shown", (more, key) => {
    const { warehouses, configuration } = read({ ...DATABASE, ...more });
    expect(warehouses).toEqual([]);
    expect(configuration.problems).toMatchObject([{ kind: "bad-value", from: { key } }]);
    expect(JSON.stringify(configuration)).not.toContain("canary");
  });

  test("one that --warehouse names is tested as that says", () => {
    const { warehouses } = read(DATABASE, "env", ["postgres://db.corp/other?sslmode=disable"]);
    expect(warehouses.map(({ from }) => from)).toEqual(["--warehouse"]);
  });
});

describe("Redis", () => {
  test("an external one: a password of the default user, TLS from the first byte", () => {
    const [store] = read({
      REDIS_HOST: "redis.corp",
      REDIS_PORT: "6380",
      REDIS_PASSWORD: "canary",
      REDIS_TLS_ENABLED: "true",
    }).warehouses;
    expect(store).toMatchObject({ kind: "redis", label: "rediss://redis.corp:6380", tls: "direct", verify: false });
    expect(store?.credentials?.user.reveal()).toBe("");
  });

  test.each<Record<string, string>>([
    { LOCAL_REDIS_SCALE: "1" },
    { REDIS_HOST: "redis" },
    { REDIS_HOST: "carto-valkey.ns.svc.cluster.local" },
  ])("%j comes with the installation", (more) => {
    expect(read({ REDIS_HOST: "redis.corp", ...more }).warehouses).toEqual([]);
  });

  test("somebody's REDIS_HOST in a shell is not CARTO's; in a container of CARTO's it is", () => {
    expect(read({ REDIS_HOST: "redis.corp" }, "environment").warehouses).toEqual([]);
    expect(read({ REDIS_HOST: "redis.corp", SELFHOSTED_TENANT_ID: "x" }, "environment").warehouses.length).toBe(1);
  });
});
