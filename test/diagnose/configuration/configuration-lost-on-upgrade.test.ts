import { expect, test } from "vitest";
import { one } from "../observations.ts";
import { dotenv, judged, told } from "./judged.ts";

const OTHER = { NO_PROXY: "localhost", no_proxy: "localhost" };

test("only what customer.env lacks is named", () => {
  const files = { ".env": dotenv({ NODE_TLS_REJECT_UNAUTHORIZED: "1" }), "customer.env": dotenv() };
  const finding = one(judged({ files, unnamed: ["customer.env"] }), "configuration-lost-on-upgrade");
  expect(finding.title).toBe("NODE_TLS_REJECT_UNAUTHORIZED stands in .env alone: an upgrade would lose it");
  expect(finding.corrections).toEqual([
    { source: "customer.env", line: null, key: "NODE_TLS_REJECT_UNAUTHORIZED", found: null, value: "1" },
  ]);
});

test("both named, and another value in customer.env: that one would come back", () => {
  const files = { "customer.env": dotenv(OTHER), ".env": dotenv() };
  const finding = one(judged({ files }), "configuration-lost-on-upgrade");
  expect(finding.title).toMatch(/^NO_PROXY and no_proxy stand in \.env alone/);
});

test("what is written into customer.env is what the other findings make of it", () => {
  const files = { ".env": dotenv(OTHER) };
  const finding = one(judged({ files }), "configuration-lost-on-upgrade");
  expect(finding.remedies[0]!.snippet!.text).toContain("NO_PROXY=localhost,notifier,workspace-api");
  // There is no file to correct: CARTO's own customer.env holds more than this.
  expect(finding.corrections).toBeUndefined();
});

test.each([
  ["customer.env alone", { "customer.env": dotenv() }],
  ["a file of another name", { "proxy.env": dotenv() }],
  ["no proxy variable at all", { ".env": "SELFHOSTED_DOMAIN=carto.example.com\n" }],
])("%s: nothing", (_, files) => {
  expect(told(judged({ files: files as Record<string, string> }))).not.toContain(
    "warning configuration-lost-on-upgrade",
  );
});
