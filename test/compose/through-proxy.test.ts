// What the proxy does with the whitelist: lets it through, denies some of it, asks who is there, cannot reach it.

import { test } from "vitest";
import { play, ROWS, type Scenario } from "./scenario.ts";
import { shippedDomains } from "./whitelist.ts";

const MAPBOX = shippedDomains().find(({ host }) => host === "api.mapbox.com")!;
const LAB_ROWS = ["--domains", "/opt/carto-proxy/domains", "--domains", "/lab/domains/lab.yaml"];

const scenarios: Scenario[] = [
  {
    name: "everything is open through an HTTP proxy, though the local resolver knows no outside name",
    proxy: "http://squid:3128",
    expected: { exit: 0, summary: "pass", findings: [] },
  },
  {
    name: "one required domain is denied",
    proxy: "http://squid:3131",
    expected: {
      exit: 1,
      summary: "fail",
      checks: { "carto-auth": "fail" },
      findings: [["proxy-denied", ["carto-auth"]]],
    },
  },
  {
    name: "two optional domains are denied",
    proxy: "http://squid:3132",
    expected: {
      exit: 0,
      summary: "warn",
      checks: { tomtom: "fail", mapbox: "fail" },
      findings: [["proxy-denied", ["tomtom", "mapbox"]]],
    },
  },
  {
    name: "one of them is required as a feature",
    proxy: "http://squid:3132",
    args: ["--feature", MAPBOX.feature],
    expected: {
      exit: 1,
      summary: "fail",
      checks: { tomtom: "fail", mapbox: "fail" },
      findings: [["proxy-denied", ["tomtom", "mapbox"]]],
    },
  },
  {
    name: "the proxy requires authentication, and a warehouse does without it",
    proxy: "http://squid:3130",
    args: ["--warehouse", "postgres://postgres/warehouse?sslmode=verify-full"],
    expected: {
      exit: 1,
      summary: "fail",
      rows: "fail",
      checks: { "postgres@postgres": "pass" },
      findings: [["proxy-auth-required", ROWS]],
    },
  },
  {
    name: "the proxy cannot resolve one name, and cannot connect to two others",
    proxy: "http://squid:3128",
    args: LAB_ROWS,
    expected: {
      exit: 1,
      summary: "fail",
      checks: { "lab-nowhere": "fail", "lab-closed": "fail", "lab-dead": "fail" },
      // Squid 5.7 answers ERR_CANNOT_FORWARD for a name it cannot resolve, which says no more than "no way there".
      findings: [["proxy-upstream-unreachable", ["lab-nowhere", "lab-closed", "lab-dead"]]],
    },
  },
];

test.each(scenarios)("$name", play);
