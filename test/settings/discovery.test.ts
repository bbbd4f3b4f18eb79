import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { discoverEnvFile, likelyFolders } from "../../src/settings/discovery.ts";

let working: string;
let home: string;

beforeEach(() => {
  working = mkdtempSync(join(tmpdir(), "carto-proxy-discovery-"));
  home = join(working, "home");
  mkdirSync(join(home, "carto-selfhosted"), { recursive: true });
});
afterEach(() => rmSync(working, { recursive: true }));

const WRITTEN = "CARTO_SELFHOSTED_VERSION=2026.8.11\nHTTP_PROXY=http://proxy.test:3128\n";
const CUSTOMER = "SELFHOSTED_TENANT_ID=onp-abc\n";

const find = () => discoverEnvFile({ working, homes: [home] });

describe("the file that decides", () => {
  test("in the working directory, named without a folder", () => {
    writeFileSync(join(working, ".env"), WRITTEN);
    expect(find()).toBe(".env");
  });

  test("in the clone in the home folder", () => {
    writeFileSync(join(home, "carto-selfhosted", ".env"), WRITTEN);
    expect(find()).toBe(join(home, "carto-selfhosted", ".env"));
  });

  test("the working directory before the home folder", () => {
    writeFileSync(join(home, "carto-selfhosted", ".env"), WRITTEN);
    writeFileSync(join(working, ".env"), WRITTEN);
    expect(find()).toBe(".env");
  });

  test("customer.env before the first installation", () => {
    writeFileSync(join(working, "customer.env"), CUSTOMER);
    expect(find()).toBe("customer.env");
  });

  test(".env beside a customer.env, which shows whose it is", () => {
    writeFileSync(join(working, "customer.env"), CUSTOMER);
    writeFileSync(join(working, ".env"), "HTTP_PROXY=http://proxy.test:3128\n");
    expect(find()).toBe(".env");
  });

  test("a customer.env that cannot be read is CARTO's all the same", () => {
    // A folder of that name: root may read every file.
    mkdirSync(join(working, "customer.env"));
    writeFileSync(join(working, ".env"), "A=1\n");
    expect(find()).toBe(".env");
  });
});

describe("nobody's", () => {
  test.each([
    ["another program's", "DATABASE_URL=postgres://db\n"],
    ["one that only speaks of CARTO", "# CARTO_SELFHOSTED_VERSION=1\nX=SELFHOSTED_TENANT_ID=1\n"],
    ["an empty one", ""],
  ])(".env: %s", (_, text) => {
    writeFileSync(join(working, ".env"), text);
    expect(find()).toBeNull();
  });

  test("a customer.env of somebody else", () => {
    writeFileSync(join(working, "customer.env"), "CUSTOMER=4711\n");
    expect(find()).toBeNull();
  });

  test("no file at all", () => {
    expect(find()).toBeNull();
  });
});

test("the folders, in order", () => {
  expect(likelyFolders({ working: "/work", homes: ["/root", "/home/ana"] })).toEqual([
    "/work",
    "/work/carto-selfhosted",
    "/root/carto-selfhosted",
    "/home/ana/carto-selfhosted",
    "/opt/carto-selfhosted",
    "/opt/carto",
  ]);
});
