import { expect, test } from "vitest";
import { one } from "../observations.ts";
import { dotenv, INTERNAL, judged, told } from "./judged.ts";

const env = (entries: string, more: Record<string, string> = {}) => ({
  files: {
    "customer.env": dotenv({ NO_PROXY: `${INTERNAL},${entries}`, no_proxy: `${INTERNAL},${entries}`, ...more }),
  },
});

test("every entry that covers one is named, with its hosts and the clients that follow it", () => {
  const finding = one(judged(env(".googleapis.com,pubsub.googleapis.com,auth.carto.com")), "no-proxy-covers-required");
  const sights = finding.evidence.filter((line) => line.startsWith('"'));
  expect(sights.map((line) => line.replace(/ covers.*/, ""))).toEqual([
    '".googleapis.com"',
    '"pubsub.googleapis.com"',
    '"auth.carto.com"',
  ]);
  expect(sights[2]).toMatch(/covers auth\.carto\.com:443: direct by undici, node-fetch-env/);
  expect(finding.affects).toEqual(expect.arrayContaining(["carto-auth", "google-pubsub", "google-storage"]));
  expect(finding.corrections![0]!.value).toBe(INTERNAL);
});

test.each([
  ["an optional host", "api.openai.com"],
  ["a host that the machine itself fetches, and no container", "gcr.io"],
  ["a database of the customer's", "db.corp.example.com"],
])("%s may go direct", (_, entry) => {
  expect(told(judged(env(entry)))).not.toContain("error no-proxy-covers-required");
});
