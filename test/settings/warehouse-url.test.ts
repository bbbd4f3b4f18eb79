import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import type { CaFile, Warehouse } from "../../src/settings/settings.ts";
import { UsageError } from "../../src/settings/usage-error.ts";
import { parseWarehouseUrl } from "../../src/settings/warehouse-url.ts";

const readCa = (file: string, from: string): CaFile => ({ file, from, certificates: [], problem: null });

function parse(url: string, env: Record<string, string | undefined> = {}): Warehouse {
  return parseWarehouseUrl(url, "--warehouse", { env, readCa });
}

function refusal(url: string, env: Record<string, string | undefined> = {}): string {
  try {
    parse(url, env);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error(`${url} is taken`);
}

describe("kinds, hosts, ports", () => {
  test.each<[string, Partial<Warehouse>]>([
    [
      "postgres://db.test",
      { kind: "postgres", host: "db.test", port: 5432, database: null, label: "postgres://db.test:5432" },
    ],
    ["postgresql://db.test/maps", { kind: "postgres", database: "maps", label: "postgres://db.test:5432/maps" }],
    ["POSTGRES://DB.Test:6543/Maps", { host: "db.test", port: 6543, database: "Maps" }],
    ["postgres://[2001:db8::1]:5433/x", { host: "2001:db8::1", port: 5433, label: "postgres://[2001:db8::1]:5433/x" }],
    ["postgres://[::1]", { host: "::1", port: 5432 }],
    ["postgres://10.0.0.5", { host: "10.0.0.5" }],
    ["postgres://bücher.example/x", { host: "xn--bcher-kva.example" }],
    ["postgres://my_db.svc.cluster.local", { host: "my_db.svc.cluster.local" }],
    ["postgres://db.test/a%20b%2Fc", { database: "a b/c" }],
    ["redshift://cl.abc.eu-west-1.redshift.amazonaws.com/dev", { kind: "redshift", port: 5439, database: "dev" }],
    [
      "snowflake://xy12345.eu-central-1",
      {
        kind: "snowflake",
        host: "xy12345.eu-central-1.snowflakecomputing.com",
        port: 443,
        tls: "direct",
        verify: true,
      },
    ],
    ["snowflake://ORG-Account/db?warehouse=w", { host: "org-account.snowflakecomputing.com", database: "db" }],
    ["snowflake://acct.snowflakecomputing.com", { host: "acct.snowflakecomputing.com" }],
    ["snowflake://acct.cn-north-1.snowflakecomputing.cn", { host: "acct.cn-north-1.snowflakecomputing.cn" }],
    ["snowflake://acct.eu.privatelink", { host: "acct.eu.privatelink.snowflakecomputing.com" }],
    ["snowflake://acct.privatelink.snowflakecomputing.com", { host: "acct.privatelink.snowflakecomputing.com" }],
    ["snowflake://acct.privatelink.corp.example", { host: "acct.privatelink.corp.example" }],
    [
      "databricks://adb-1.azuredatabricks.net",
      {
        kind: "databricks",
        port: 443,
        path: null,
        database: null,
        label: "databricks://adb-1.azuredatabricks.net:443",
      },
    ],
    [
      "databricks://h.test:8443/sql/1.0/warehouses/ab12",
      { port: 8443, path: "/sql/1.0/warehouses/ab12", database: null },
    ],
    [
      "bigquery://my-project",
      {
        kind: "bigquery",
        host: "bigquery.googleapis.com",
        port: 443,
        database: "my-project",
        label: "bigquery://my-project",
      },
    ],
    ["bigquery://example.com:my-project", { database: "example.com:my-project" }],
    ["redis://cache.test", { kind: "redis", port: 6379, tls: "none", verify: false }],
    ["rediss://cache.test:6380/1", { kind: "redis", port: 6380, tls: "direct", verify: true, database: "1" }],
    ["oracle://ora.test/XEPDB1", { kind: "oracle", port: 1521, tls: "none", database: "XEPDB1" }],
    ["tcps://ora.test", { kind: "oracle", port: 1521, tls: "direct", label: "tcps://ora.test:1521" }],
    ["  postgres://db.test\n", { host: "db.test" }],
  ])("%s", (url, expected) => {
    expect(parse(url)).toMatchObject({ ...expected, credentials: null, from: "--warehouse" });
  });
});

describe("TLS as node-postgres has it", () => {
  test.each<[string, Warehouse["tls"], boolean]>([
    ["", "opportunistic", false],
    ["application_name=x", "opportunistic", false],
    ["uselibpqcompat=true", "opportunistic", false],
    ["sslmode=disable", "none", false],
    ["sslmode=allow", "negotiated", true],
    ["sslmode=prefer", "negotiated", true],
    ["sslmode=require", "negotiated", true],
    ["sslmode=verify-ca", "negotiated", true],
    ["sslmode=verify-full", "negotiated", true],
    ["sslmode=no-verify", "negotiated", false],
    ["sslrootcert=ca.pem", "negotiated", true],
    ["sslmode=require&sslrootcert=ca.pem", "negotiated", true],
    ["ssl=true", "negotiated", true],
    ["ssl=1", "negotiated", true],
    ["ssl=no-verify", "negotiated", false],
    ["ssl=false", "none", false],
    ["sslmode=disable&uselibpqcompat=true", "none", false],
    ["sslmode=prefer&uselibpqcompat=true", "negotiated", false],
    ["sslmode=require&uselibpqcompat=true", "negotiated", false],
    ["uselibpqcompat=true&sslmode=require&sslrootcert=ca.pem", "negotiated", true],
    ["sslmode=verify-full&uselibpqcompat=true", "negotiated", true],
    ["sslmode=no-verify&uselibpqcompat=true", "negotiated", true],
    ["sslmode=require&uselibpqcompat=false", "negotiated", true],
  ])("%s", (query, tls, verify) => {
    expect(parse(`postgres://db.test/x?${query}`)).toMatchObject({ tls, verify });
    expect(parse(`redshift://db.test/x?${query}`)).toMatchObject({ tls, verify });
  });

  test("verify-ca as libpq means it: any name will do", () => {
    const tail = "sslrootcert=ca.pem&uselibpqcompat=true";
    expect(parse(`postgres://h.test/?sslmode=verify-ca&${tail}`)).toMatchObject({ verify: true, checkName: false });
    expect(parse(`postgres://h.test/?sslmode=require&${tail}`)).toMatchObject({ verify: true, checkName: false });
    expect(parse(`postgres://h.test/?sslmode=verify-full&${tail}`)).not.toHaveProperty("checkName");
    expect(parse("postgres://h.test/?sslmode=verify-ca&sslrootcert=ca.pem")).not.toHaveProperty("checkName");
  });

  test("sslrootcert is read, for Redis and Oracle too", () => {
    const ca = { file: "/certs/my ca.pem", from: "--warehouse: sslrootcert" };
    for (const scheme of ["postgres", "rediss", "tcps"]) {
      expect(parse(`${scheme}://h.test/?sslrootcert=/certs/my%20ca.pem`).ca).toMatchObject(ca);
      expect(parse(`${scheme}://h.test/?sslrootcert=\${CA}`, { CA: "/certs/my ca.pem" }).ca).toMatchObject(ca);
    }
    expect(parse("postgres://h.test").ca).toBeNull();
  });

  test.each([
    ["sslmode=verify_full", /unknown sslmode: use one of disable, allow, prefer,/],
    ["sslmode=", /unknown sslmode/],
    ["sslmode=verify-ca&uselibpqcompat=true", /sslrootcert/],
    ["sslcert=a.pem", /client certificates/],
    ["sslnegotiation=direct", /sslnegotiation/],
  ])("%s is refused", (query, words) => {
    expect(refusal(`postgres://u:canary@db.test/x?${query}`)).toMatch(words);
  });
});

// Each nasty character in the middle of a canary, as a password that must never come out.
const NASTY = [..."@:/?#%&=+ '\"\\`$<>{}[]()|^~;,.!*\n\té€漢🔑"];
const passwords = [...NASTY.map((sign) => `canary${sign}word`), `canary${NASTY.join("")}`, "canary${NOT_A_REFERENCE}"];

describe("credentials", () => {
  const silent = (warehouse: Warehouse) => {
    const texts = [
      JSON.stringify(warehouse),
      inspect(warehouse, { depth: 9, showHidden: true }),
      String(warehouse.credentials),
    ];
    for (const text of texts) expect(text).not.toMatch(/canary/i);
  };

  test.each(passwords)("by reference: %j", (password) => {
    const warehouse = parse("postgres://${U}:${P}@db.test/maps", { U: `u-${password}`, P: password });
    expect(warehouse.credentials?.user.reveal()).toBe(`u-${password}`);
    expect(warehouse.credentials?.password.reveal()).toBe(password);
    expect(warehouse.host).toBe("db.test");
    silent(warehouse);
  });

  test.each(passwords)("percent-encoded: %j", (password) => {
    const encoded = encodeURIComponent(password).replaceAll("$", "%24");
    const warehouse = parse(`redis://u:${encoded}@db.test/0`);
    expect(warehouse.credentials?.password.reveal()).toBe(password);
    silent(warehouse);
  });

  test.each(passwords)("a whole URL by reference: %j", (password) => {
    const warehouse = parse("${DB}", { DB: `postgres://u:${encodeURIComponent(password)}@db.test/maps` });
    expect(warehouse.credentials?.password.reveal()).toBe(password);
    silent(warehouse);
  });

  test.each(["canary@word", "canary:word", "c:a@n@ary::", "canary&=+ '\"$<>word"])("written out: %j", (password) => {
    const warehouse = parse(`postgres://ann:${password}@db.test/maps`);
    expect(warehouse).toMatchObject({ host: "db.test", database: "maps" });
    expect(warehouse.credentials?.password.reveal()).toBe(password);
    silent(warehouse);
  });

  test.each(["/", "?", "#", "%"])("with a raw %j: an error that says what to do and shows nothing", (sign) => {
    for (const password of [`canary${sign}tail`, `${sign}canary`, `canary${sign}`, `ca@nary${sign}tail`]) {
      const said = refusal(`postgres://canary-user:${password}@db.test/canary`);
      expect(said).toMatch(/percent-encode/);
      expect(said).not.toMatch(/canary|tail|nary/i);
    }
  });

  test("references mixed with text, in every part", () => {
    const env = { U: "ann", H: "db.test", P: "6000", D: "ma/ps@x" };
    const warehouse = parse("postgres://x-${U}:a%20${U}b@${H}:${P}/${D}?sslmode=disable", env);
    expect(warehouse).toMatchObject({ host: "db.test", port: 6000, database: "ma/ps@x", tls: "none" });
    expect(warehouse.credentials?.user.reveal()).toBe("x-ann");
    expect(warehouse.credentials?.password.reveal()).toBe("a annb");
  });

  test("what a reference brings in is not looked into again", () => {
    const warehouse = parse("postgres://u:${P}@db.test/", { P: "%41${U}", U: "no" });
    expect(warehouse.credentials?.password.reveal()).toBe("%41${U}");
  });

  test("nor is a whole URL that a reference brings in", () => {
    const warehouse = parse("${DB}", { DB: "postgres://u:a${X}b@db.test/", X: "no" });
    expect(warehouse.credentials?.password.reveal()).toBe("a${X}b");
  });

  test("a variable that is not set is named; an empty one is empty", () => {
    expect(refusal("postgres://u:${PGPASSWORD}@db.test/x")).toContain("PGPASSWORD is not set");
    expect(refusal("${DB_URL}")).toContain("DB_URL is not set");
    expect(parse("postgres://u:${P}@db.test", { P: "" }).credentials?.password.reveal()).toBe("");
  });

  test("a user alone has an empty password; a password alone is for Redis", () => {
    expect(parse("postgres://ann@db.test").credentials?.password.reveal()).toBe("");
    expect(parse("redis://:word@db.test").credentials?.user.reveal()).toBe("");
    expect(refusal("postgres://:canary@db.test")).toMatch(/without a user/);
    expect(parse("postgres://@db.test").credentials).toBeNull();
  });
});

describe("mistakes, none of which shows what was written", () => {
  test.each([
    ["canary", /no scheme/],
    ["canary:secret@db.test", /no scheme/],
    ["", /no scheme/],
    ["mysql://canary:canary@db.test", /unknown warehouse scheme "mysql".*postgres, postgresql/],
    ["constructor://canary@db.test", /unknown warehouse scheme/],
    ["postgres://", /no host/],
    ["postgres://canary:canary@", /no host/],
    ["postgres://canary:canary@/maps", /no host/],
    ["postgres://canary:canary", /port is not a number/],
    ["postgres://u:canary@db.test:0", /port is not a number/],
    ["postgres://u:canary@db.test:65536", /port is not a number/],
    ["postgres://u:canary@db.test:54 32", /port is not a number/],
    ["postgres://u:canary@db test/", /neither a name nor an IP/],
    ["postgres://u:canary@[::1/", /host cannot be read/],
    ["postgres://u:canary@[db.test]/", /neither a name nor an IP/],
    ["postgres://u:canary@[::1]x/", /host cannot be read/],
    ["postgres://u:canary@[fe80::1%25eth0]/", /neither a name nor an IP/],
    ["postgres://u:canary@db.test%00/", /NUL/],
    ["postgres://u:canary%00@db.test/", /NUL/],
    ["bigquery://", /no project/],
    ["bigquery://My Canary", /no project/],
    ["bigquery://u:canary@", /no project/],
  ])("%s", (url, words) => {
    const said = refusal(url);
    expect(said).toMatch(words);
    expect(said).toMatch(/^--warehouse/);
    expect(said).not.toMatch(/canary/i);
  });
});
