// What a warehouse URL takes from files: read, checked, known to the redactor, and never shown.

import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readSettings } from "../../src/settings/read.ts";
import { redactor } from "../../src/settings/redaction.ts";
import { environmentSource } from "../../src/settings/source.ts";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const PEM = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const ENCRYPTED = privateKey
  .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" })
  .toString();
const ACCOUNT = { type: "service_account", client_email: "canary@p.iam.gserviceaccount.com", private_key: PEM };

let folder: string;
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "carto-proxy-secrets-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const settings = (url: string) =>
  readSettings([environmentSource({ SECRETS: folder })], { deployment: "vm", warehouses: [url] });
const one = (url: string) => settings(url).warehouses[0]!;

describe("password_file", () => {
  const password = "canary pässword #1";

  test.each([
    ["postgres://reader@db.internal/maps?sslmode=require&password_file=", "reader"],
    ["redshift://reader@db.internal/maps?password_file=", "reader"],
    ["snowflake://reader@account/db?warehouse=w&password_file=", "reader"],
    ["databricks://dbc.cloud.databricks.com/sql/1.0/warehouses/1?password_file=", "token"],
    ["redis://cache.internal?password_file=", ""],
  ])("%s", (url, user) => {
    const { credentials } = one(`${url}${file("password", `${password}\n`)}`);
    expect([credentials?.user.reveal(), credentials?.password.reveal()]).toEqual([user, password]);
  });

  test("its path by a reference; one newline at the end is none of the password's, a second one is", () => {
    file("twice", "word\r\n\n");
    const { credentials } = one("postgres://reader@db.internal/?password_file=${SECRETS}/twice");
    expect(credentials?.password.reveal()).toBe("word\r\n");
  });

  test("the redactor knows it", () => {
    const redact = redactor(settings(`postgres://reader@db.internal/?password_file=${file("password", password)}`));
    expect(redact(`login with ${password} failed`)).toBe("login with [redacted] failed");
  });
});

describe("keys", () => {
  test("a service account's, and the redactor knows each line of it", () => {
    const named = settings(`bigquery://a-project?keyfile=${file("key.json", JSON.stringify(ACCOUNT))}`);
    expect(JSON.parse(named.warehouses[0]!.key!.reveal())).toEqual(ACCOUNT);
    const line = PEM.split("\n")[3]!;
    expect(redactor(named)(`cannot read ${line}`)).toBe("cannot read [redacted]");
    expect(redactor(named)(`the account ${ACCOUNT.client_email} was not found`)).toBe(
      "the account [redacted] was not found",
    );
    expect(JSON.stringify(named.warehouses)).not.toContain(line);
  });

  test("a private key for a user of Snowflake", () => {
    const account = one(`snowflake://reader@account?role=r&private_key_file=${file("key.pem", PEM)}`);
    expect(account.key?.reveal()).toContain("BEGIN PRIVATE KEY");
    expect(account).toMatchObject({ parameters: { role: "r" } });
    expect(account.credentials?.user.reveal()).toBe("reader");
  });
});

describe("what cannot be used is told, and no content of a file", () => {
  const CANARY = "canary-content-of-a-file";
  const cases: [url: () => string, said: RegExp][] = [
    [() => `postgres://reader@db?password_file=${folder}/absent`, /password_file: the file .*absent: .*no such file/],
    [() => `postgres://reader@db?password_file=${folder}`, /it is a folder/],
    [() => `postgres://reader@db?password_file=${file("empty", "\n")}`, /is empty/],
    [() => `postgres://reader@db?password_file=${file("large", CANARY.repeat(4000))}`, /larger than 64 KiB/],
    [() => `postgres://db?password_file=${file("word", CANARY)}`, /no user before the host/],
    [() => `postgres://reader:other@db?password_file=${file("word", CANARY)}`, /leave out one of the two/],
    [() => `bigquery://p?keyfile=${file("word", CANARY)}`, /keyfile: the file .*word: no JSON/],
    [() => `bigquery://p?keyfile=${file("type", `{"type":"${CANARY}"}`)}`, /"type" is not "service_account"/],
    [() => `bigquery://p?keyfile=${file("part", '{"type":"service_account","client_email":"x"}')}`, /no "private_key"/],
    [
      () => `bigquery://p?keyfile=${file("bad", JSON.stringify({ ...ACCOUNT, private_key: CANARY }))}`,
      /keyfile: the file .*bad: "private_key": no private key in PEM/,
    ],
    [
      () => `snowflake://reader@account?private_key_file=${file("word", CANARY)}`,
      /private_key_file: the file .*word: no private key in PEM/,
    ],
    [() => `snowflake://reader@account?private_key_file=${file("enc", ENCRYPTED)}`, /encrypted/],
    [
      () => "snowflake://reader@account?warehous=w",
      /not known; warehouse is near it: it can be warehouse, role, schema/,
    ],
    [() => `postgres://reader@db?passwordFile=${folder}/x`, /named by password_file here/],
    [() => `postgres://reader@db?keyfile=${folder}/x`, /named by password_file here/],
    [() => `oracle://db?password_file=${folder}/x`, /nobody logs in/],
    [
      () => `snowflake://reader@account?password_file=${file("word", CANARY)}&private_key_file=${file("key.pem", PEM)}`,
      /leave out one of the two/,
    ],
    [
      () => `snowflake://reader:other@account?private_key_file=${file("key.pem", PEM)}`,
      /a password stands in the URL, and private_key_file a key/,
    ],
    [() => `databricks://host?${CANARY}`, /not known: it can be password_file/],
  ];

  test.each(cases)("%#", (url, said) => {
    let words = "";
    try {
      settings(url());
    } catch (error) {
      words = String(error);
    }
    expect(words).toMatch(said);
    expect(words).not.toContain(CANARY);
  });
});
