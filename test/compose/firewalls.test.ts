// A firewall on the doctor's own way: it drops, rejects, accepts for everybody and stays mute, or loses large packets.

import { describe, test } from "vitest";
import type { FindingCode } from "../../src/diagnose/finding.ts";
import type { Verdict } from "../../src/report/report.ts";
import { AUTH_CARTO_COM, DOORS, doors, firewall, OUTSIDE, type Rule, SQUID } from "./firewall.ts";
import { type Expected, play, type Scenario } from "./scenario.ts";

const LOST_PACKETS = /loses large packets/;
const REACHED: Expected = { exit: 0, summary: "pass", rows: null, findings: [] };

describe("direct", () => {
  const rows = Object.keys(DOORS).map((host) => `lab-${host.split(".")[0]}`);
  const doorway = { proxy: null, args: ["--domains", "/lab/domains/doors.yaml", "--timeout", "5"] };
  const unconfigured: Expected["findings"][number] = ["proxy-not-configured", rows];
  const open = Object.values(DOORS).map((address) => firewall.leads(address, AUTH_CARTO_COM));

  test("every door is open", () =>
    play({
      ...doorway,
      name: "every door is open",
      firewall: open,
      expected: { ...REACHED, checks: verdicts(rows, []), findings: [unconfigured] },
    }));

  test("each door has a fault of its own, but one", () =>
    play({
      ...doorway,
      name: "a firewall drops, rejects by reset and by ICMP, swallows, loses large packets out and in",
      firewall: doors(AUTH_CARTO_COM),
      expected: {
        exit: 1,
        summary: "fail",
        rows: null,
        checks: verdicts(rows, ["lab-open"], "fail"),
        findings: [
          unconfigured,
          ["direct-blocked", ["lab-dropped", "lab-prohibited"]],
          ["direct-refused", ["lab-reset"]],
          ["tls-silent", ["lab-mute", "lab-large-out", "lab-large-in"]],
        ],
        words: [
          ["direct-blocked", /lab-dropped: tcp timed-out.*lab-prohibited: tcp unreachable/s],
          ["tls-silent", LOST_PACKETS],
        ],
      },
    }));
});

test("IPv6 names in a network without IPv6: a name that has IPv4 too is reached", () =>
  play({
    name: "no IPv6 here",
    proxy: null,
    args: ["--domains", "/lab/domains/six.yaml"],
    firewall: [firewall.leads("198.18.92.108", AUTH_CARTO_COM)],
    expected: {
      exit: 1,
      summary: "fail",
      rows: null,
      checks: { "lab-both": "pass", "lab-six": "fail" },
      findings: [
        ["proxy-not-configured", ["lab-both", "lab-six"]],
        ["address-partly-dead", ["lab-both"]],
        ["direct-blocked", ["lab-six"]],
      ],
      words: [["address-partly-dead", /198\.18\.92\.108 work.*All that fail are IPv6/s]],
    },
  }));

describe("on the way to warehouses", () => {
  const url = (host: string) => ["--warehouse", `postgres://${host}/warehouse?sslmode=verify-full`];
  const hosts = ["open", "dropped", "reset", "prohibited", "mute", "large-out"].map((name) => `${name}.lab.test`);
  const ids = hosts.map((host) => `postgres@${host}`);

  test("PostgreSQL is reached direct whatever the proxy is", () =>
    play({
      name: "PostgreSQL behind a firewall that drops, rejects by reset and by ICMP, swallows, loses large packets",
      proxy: "http://squid:3128",
      firewall: doors("198.18.92.50"),
      args: ["--timeout", "5", ...hosts.flatMap(url), ...ids.flatMap((id) => ["--only", id])],
      expected: {
        exit: 1,
        summary: "fail",
        rows: "skipped",
        checks: verdicts(ids, ["postgres@open.lab.test"], "fail"),
        findings: [
          ["direct-blocked", ["postgres@dropped.lab.test", "postgres@prohibited.lab.test"]],
          ["direct-refused", ["postgres@reset.lab.test"]],
          ["postgres-not-postgres", ["postgres@mute.lab.test"]],
          ["tls-silent", ["postgres@large-out.lab.test"]],
        ],
        words: [["tls-silent", LOST_PACKETS]],
      },
    }));

  const databricks = "databricks@dbc-lab.cloud.databricks.com";
  const address = "198.18.91.40";
  const cases: [name: string, rules: Rule[], code: FindingCode][] = [
    ["Databricks is dropped, and open by the proxy", [firewall.drops(address)], "bypass-only-by-proxy"],
    ["Databricks is rejected, and open by the proxy", [firewall.resets(address)], "bypass-only-by-proxy"],
    ["Databricks is accepted for", [firewall.swallows(address)], "tls-silent"],
  ];
  const scenarios: Scenario[] = cases.map(([name, rules, code]) => ({
    name,
    proxy: "http://squid:3128",
    firewall: rules,
    args: ["--timeout", "5", "--warehouse", `databricks://${databricks.split("@")[1]}`, "--only", databricks],
    expected: fails(code, [databricks], "skipped"),
  }));

  test.each(scenarios)("$name", play);
});

describe("on the way to the proxy", () => {
  const ids = ["carto-auth", "google-storage", "google-pubsub"];
  const cases: [name: string, rules: Rule[], code: FindingCode, said?: RegExp][] = [
    ["it drops the proxy's packets", [firewall.drops(SQUID)], "proxy-unreachable"],
    ["it rejects them with a reset", [firewall.resets(SQUID)], "proxy-refused"],
    ["it rejects them by ICMP", [firewall.prohibits(SQUID)], "proxy-unreachable"],
    ["it accepts in the proxy's place and stays mute", [firewall.swallows(SQUID)], "proxy-no-answer"],
    ["it loses large packets to the proxy", [firewall.dropsLargeOut(SQUID)], "tunnel-silent", LOST_PACKETS],
    ["it loses large packets from the proxy", [firewall.dropsLargeIn(SQUID)], "tunnel-silent", LOST_PACKETS],
  ];
  const scenarios: Scenario[] = cases.map(([name, rules, code, said]) => ({
    name,
    // By its address: its name has one on each side of the firewall.
    proxy: `http://${SQUID}:3128`,
    firewall: rules,
    args: ["--timeout", "3", ...ids.flatMap((id) => ["--only", id])],
    expected: { ...fails(code, ids, "skipped"), words: said ? [[code, said]] : [] },
  }));

  test.each(scenarios)("$name", play);

  // As it should be: what lies outside is closed.
  test("it lets nothing out but what goes to the proxy, and nobody notices", () =>
    play({
      name: "a firewall lets nothing out but the proxy",
      proxy: "http://squid:3128",
      firewall: [firewall.drops(OUTSIDE)],
      expected: { ...REACHED, rows: "pass" },
    }));
});

function verdicts(ids: string[], passing: string[], otherwise: Verdict = "pass"): Record<string, Verdict> {
  return Object.fromEntries(ids.map((id) => [id, passing.includes(id) ? "pass" : otherwise]));
}

function fails(code: FindingCode, ids: string[], rows: Verdict): Expected {
  return { exit: 1, summary: "fail", rows, checks: verdicts(ids, [], "fail"), findings: [[code, ids]] };
}
