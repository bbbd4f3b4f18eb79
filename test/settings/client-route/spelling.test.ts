import { describe, expect, test } from "vitest";
import { CLIENT_READINGS, counts } from "../../../src/settings/client-route/index.ts";
import { agreedSpelling, type Reach } from "../../../src/settings/client-route/spelling.ts";
import { target } from "./readings.ts";

test.each<[name: string, reach: Reach, entries: string[]]>([
  ["example.com", "domain", ["example.com", ".example.com", "*.example.com"]],
  ["*.Example.COM.", "domain", ["example.com", ".example.com", "*.example.com"]],
  ["example.com", "host", ["example.com"]],
  ["10.1.2.3", "host", ["10.1.2.3"]],
  ["[fd00::5]", "host", ["fd00::5", "[fd00::5]"]],
  ["acct.snowflakecomputing.com", "host", ["acct.snowflakecomputing.com", "*.acct.snowflakecomputing.com"]],
])("%s as a %s", (name, reach, entries) => {
  expect(agreedSpelling(name, reach)).toMatchObject({ entries, refused: [] });
});

describe("the proposal holds for every client that counts", () => {
  const proxy = "http://proxy:3128";
  test.each(["example.com", "a.example.com", "a.b.example.com"])("%s goes direct", (host) => {
    const list = agreedSpelling("example.com", "domain").entries.join(",");
    const names = ["HTTP_PROXY", "HTTPS_PROXY", "GRPC_PROXY"].flatMap((name) => [name, name.toLowerCase()]);
    const variables = { ...Object.fromEntries(names.map((name) => [name, proxy])), NO_PROXY: list, no_proxy: list };
    const others = CLIENT_READINGS.filter((each) => counts(each, host)).filter(
      ({ read }) => read(variables, target(host)).route !== "direct",
    );
    expect(others.map(({ client, versions }) => `${client} ${versions}`)).toEqual([]);
  });
});

test("the side effects are named", () => {
  const { sideEffects } = agreedSpelling("example.com", "domain");
  expect(sideEffects).toContainEqual({
    host: "notexample.com",
    clients: ["node-http-env Node 22", "snowflake-sdk >=2.4", "grpc-js >=1.13"],
  });
});
