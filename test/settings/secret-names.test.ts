import { describe, expect, test } from "vitest";
import { isHiddenName, isSecretName, secretOf } from "../../src/settings/secret-names.ts";

describe("names", () => {
  test.each([
    "WORKSPACE_POSTGRES_PASSWORD",
    "ENCRYPTION_SECRET",
    "LAUNCHDARKLY_SDK_KEY",
    "WORKSPACE_IMPORTS_ACCESSKEYID",
    "WORKSPACE_IMPORTS_SECRETACCESSKEY",
    "WORKSPACE_IMPORTS_STORAGE_ACCESSKEY",
    "REACT_APP_VITALLY_TOKEN",
    "litellmSaltKey",
    "ldsTomTomApiKey",
    "awsAccessKeySecret",
    "password",
  ])("%s is secret", (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  test.each([
    "HTTP_PROXY",
    "NODE_EXTRA_CA_CERTS",
    "WORKSPACE_POSTGRES_HOST",
    "WORKSPACE_IMPORTS_KEYFILENAME",
    "LOG_LEVEL",
  ])("%s is not", (name) => {
    expect(isSecretName(name)).toBe(false);
    expect(isHiddenName(name)).toBe(false);
  });

  test("an account's name is not shown, and is no secret to hunt for", () => {
    expect([isHiddenName("WORKSPACE_POSTGRES_USER"), isSecretName("WORKSPACE_POSTGRES_USER")]).toEqual([true, false]);
  });
});

test.each([
  ["canary", 1],
  ["true", 0],
  ["", 0],
  ["443", 0],
  ["/usr/src/certs/key.json", 0],
  ["/not/a path", 1],
])("the value %j gives %d secrets", (value, count) => {
  expect(secretOf("SOME_KEY", value).length).toBe(count);
});
