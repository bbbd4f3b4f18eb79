// tinyproxy, Apache, HAProxy and nginx as forward proxies, or before one: what they let through, deny, and find no way to.

import { describe, test } from "vitest";
import { type Expected, play, ROWS, rowsOf, type Scenario } from "./scenario.ts";

const TINYPROXY = "http://tinyproxy:8888";
const APACHE = "http://apache:8080";

const passes: Scenario[] = [
  { name: "tinyproxy", proxy: TINYPROXY },
  { name: "Apache", proxy: APACHE },
  { name: "HAProxy, which relays TCP to Squid", proxy: "http://haproxy:3228" },
  { name: "HAProxy, which knows that one of its two nodes is down", proxy: "http://haproxy:3229" },
  { name: "HAProxy, which relays HTTP to Squid", proxy: "http://haproxy:3230" },
  { name: "nginx, which relays TCP to Squid", proxy: "http://nginx:3328" },
].map((scenario) => ({ ...scenario, expected: { exit: 0, summary: "pass", findings: [] } }));

test.each(passes)("everything passes through $name", play);

test("everything passes through Apache behind TLS, which Snowflake and gRPC cannot use and are reached without", () =>
  play({
    name: "",
    proxy: "https://apache:8443",
    environment: { NODE_EXTRA_CA_CERTS: "/certs/proxy-ca.crt" },
    firewall: [],
    expected: {
      exit: 0,
      summary: "warn",
      findings: [
        ["proxy-grpc-https", rowsOf(({ protocol }) => protocol === "grpc")],
        ["import-custom-ca", []],
      ],
    },
  }));

const denials: Scenario[] = [
  {
    name: "tinyproxy's Filter names one host",
    proxy: "http://tinyproxy:8889",
    expected: {
      exit: 1,
      summary: "fail",
      checks: { "carto-auth": "fail" },
      findings: [["proxy-denied", ["carto-auth"]]],
      words: [["proxy-denied", /shows itself as tinyproxy.*Filter file/s]],
    },
  },
  {
    name: "tinyproxy's Allow leaves this machine out",
    proxy: "http://tinyproxy:8890",
    expected: {
      exit: 1,
      summary: "fail",
      rows: "fail",
      findings: [["proxy-denied", ROWS]],
      words: [["proxy-denied", /may deny this machine altogether/]],
    },
  },
  {
    name: "tinyproxy asks for a password",
    proxy: "http://tinyproxy:8891",
    expected: { exit: 1, summary: "fail", rows: "fail", findings: [["proxy-auth-required", ROWS]] },
  },
  {
    name: "Apache's Require denies one host",
    proxy: "http://apache:8082",
    expected: {
      exit: 1,
      summary: "fail",
      checks: { "carto-auth": "fail" },
      findings: [["proxy-denied", ["carto-auth"]]],
    },
  },
];

test.each(denials)("$name", play);

describe("no way to the target", () => {
  const ids = ["lab-nowhere", "lab-closed", "lab-dead"];
  const args = ["--domains", "/lab/domains/lab.yaml", "--timeout", "20"];

  test("tinyproxy does not tell a name that it cannot resolve from a connection that it cannot make", () =>
    play({
      name: "",
      proxy: TINYPROXY,
      args,
      expected: noWay(ids, [["proxy-upstream-unreachable", ids]], /connect to or resolve/),
    }));

  test("Apache says which name it cannot resolve", () =>
    play({
      name: "",
      proxy: APACHE,
      args,
      expected: noWay(ids, [
        ["proxy-dns-failure", ["lab-nowhere"]],
        ["proxy-upstream-unreachable", ["lab-closed", "lab-dead"]],
      ]),
    }));
});

describe("no tunnel to a port", () => {
  const ports: Scenario[] = [
    ["Squid's SSL_ports", "http://squid:3128"],
    ["tinyproxy's ConnectPort", TINYPROXY],
    ["Apache's AllowCONNECT", APACHE],
  ].map(([name = "", proxy = ""]) => ({
    name,
    proxy,
    args: ["--domains", "/lab/domains/other-port.yaml"],
    expected: noWay(
      ["lab-other-port"],
      [["proxy-port-denied", ["lab-other-port"]]],
      /the port that the proxy denies \(8443\)/,
    ),
  }));

  test.each(ports)("$name", play);
});

function noWay(ids: string[], findings: Expected["findings"], said?: RegExp): Expected {
  const checks = Object.fromEntries(ids.map((id) => [id, "fail" as const]));
  return { exit: 1, summary: "fail", rows: null, checks, findings, words: said ? [[findings[0]![0], said]] : [] };
}
