// --control: a check that fails by the proxy is repeated direct, and the words say what that tells.

import { test } from "vitest";
import { firewall, OUTSIDE } from "./firewall.ts";
import { type Expected, play } from "./scenario.ts";

const denied = (said: RegExp): Expected => ({
  exit: 1,
  summary: "fail",
  checks: { "carto-auth": "fail" },
  findings: [["proxy-denied", ["carto-auth"]]],
  words: [["proxy-denied", said]],
});

test("the target works direct: it is the proxy's fault", () =>
  play({
    name: "denied, and open direct",
    proxy: "http://squid:3131",
    args: ["--control"],
    firewall: [],
    expected: denied(/the check works: the fault lies with the proxy/),
  }));

test("nothing gets out direct, as it should be: that tells nothing", () =>
  play({
    name: "denied, and closed direct",
    proxy: "http://squid:3131",
    args: ["--control"],
    firewall: [firewall.drops(OUTSIDE)],
    expected: denied(/the check fails too, in another way: the target may be down, or this network lets nothing out/),
  }));

test("the target is down: it fails by both ways", () =>
  play({
    name: "down, by the proxy and direct",
    proxy: "http://squid:3128",
    args: ["--control", "--domains", "/lab/domains/lab.yaml", "--only", "lab-closed"],
    firewall: [],
    expected: {
      exit: 1,
      summary: "fail",
      rows: null,
      checks: { "lab-closed": "fail", "lab-nowhere": "skipped", "lab-dead": "skipped" },
      findings: [["proxy-upstream-unreachable", ["lab-closed"]]],
      words: [["proxy-upstream-unreachable", /the check fails too.*the target may be down/s]],
    },
  }));
