// An HTTPS proxy: trusted, not trusted, under another name. Snowflake cannot use one and is reached without it, which this network forbids.

import { test } from "vitest";
import { type Expected, play, rowsOf, type Scenario } from "./scenario.ts";

const SNOWFLAKE = rowsOf((domain) => domain.feature === "snowflake");
const ALL_BUT_SNOWFLAKE = rowsOf((domain) => domain.feature !== "snowflake");
const SNOWFLAKE_IS_CLOSED: Expected["findings"][number] = ["name-not-resolved", SNOWFLAKE];

/** What any https:// proxy deserves, and one whose private CA is given. */
const NOT_FOR_GRPC: Expected["findings"][number] = ["proxy-grpc-https", rowsOf(({ protocol }) => protocol === "grpc")];
const NOT_FOR_IMPORTS: Expected["findings"][number] = ["import-custom-ca", []];

const trusted: Expected = {
  exit: 0,
  summary: "warn",
  checks: Object.fromEntries(SNOWFLAKE.map((id) => [id, "fail"])),
  findings: [SNOWFLAKE_IS_CLOSED, NOT_FOR_GRPC, NOT_FOR_IMPORTS],
};

const scenarios: Scenario[] = [
  {
    name: "its CA is given as NODE_EXTRA_CA_CERTS: everything passes through it, gRPC too",
    proxy: "https://squid:3129",
    environment: { NODE_EXTRA_CA_CERTS: "/certs/proxy-ca.crt" },
    expected: trusted,
  },
  {
    name: "its CA is given as --ca",
    proxy: "https://squid:3129",
    args: ["--ca", "/certs/proxy-ca.crt"],
    expected: trusted,
  },
  {
    name: "its CA is not given",
    proxy: "https://squid:3129",
    expected: {
      exit: 1,
      summary: "fail",
      rows: "fail",
      findings: [["proxy-tls-untrusted", ALL_BUT_SNOWFLAKE], SNOWFLAKE_IS_CLOSED, NOT_FOR_GRPC],
    },
  },
  {
    name: "its certificate is for another name",
    proxy: "https://squid-by-another-name:3129",
    environment: { NODE_EXTRA_CA_CERTS: "/certs/proxy-ca.crt" },
    expected: {
      exit: 1,
      summary: "fail",
      rows: "fail",
      findings: [["proxy-tls-name-mismatch", ALL_BUT_SNOWFLAKE], SNOWFLAKE_IS_CLOSED, NOT_FOR_GRPC, NOT_FOR_IMPORTS],
    },
  },
  {
    name: "https:// names its plain port",
    proxy: "https://squid:3128",
    expected: {
      exit: 1,
      summary: "fail",
      rows: "fail",
      findings: [["proxy-scheme-mismatch", ALL_BUT_SNOWFLAKE], SNOWFLAKE_IS_CLOSED, NOT_FOR_GRPC],
    },
  },
];

test.each(scenarios)("$name", play);
