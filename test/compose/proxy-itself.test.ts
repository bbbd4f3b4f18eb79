// The proxy cannot be reached or is not what its URL says: one cause, one finding, every row.

import { describe, test } from "vitest";
import type { FindingCode } from "../../src/diagnose/finding.ts";
import { whilePaused, whileStopped } from "./lab.ts";
import { type Expected, play, ROWS, type Scenario } from "./scenario.ts";

const scenarios: Scenario[] = [
  {
    name: "http:// names its TLS port",
    proxy: "http://squid:3129",
    expected: nothingPasses("proxy-scheme-mismatch"),
  },
  {
    name: "its port is wrong",
    proxy: "http://squid:3199",
    expected: nothingPasses("proxy-refused"),
  },
  {
    name: "its name does not resolve",
    proxy: "http://no-such-proxy:3128",
    expected: nothingPasses("proxy-name-not-resolved"),
  },
  {
    name: "its host drops everything",
    proxy: "http://dropped:3128",
    args: ["--timeout", "3"],
    expected: nothingPasses("proxy-unreachable"),
  },
  {
    name: "a Redis listens where it should be, and hangs up on what looks like HTTP",
    proxy: "http://redis:6379",
    expected: nothingPasses("proxy-closed-tunnel"),
  },
];

test.each(scenarios)("$name", play);

describe("Squid is down", () => {
  test("it is stopped: nobody has its address", () =>
    whileStopped("squid", () =>
      play({
        name: "",
        proxy: "http://198.18.91.10:3128",
        args: ["--timeout", "5"],
        expected: nothingPasses("proxy-unreachable"),
      }),
    ));

  test("it hangs: its port accepts, and no answer comes", () =>
    whilePaused("squid", () =>
      play({
        name: "",
        proxy: "http://squid:3128",
        args: ["--timeout", "3"],
        expected: nothingPasses("proxy-no-answer"),
      }),
    ));
});

function nothingPasses(code: FindingCode): Expected {
  return { exit: 1, summary: "fail", rows: "fail", findings: [[code, ROWS]] };
}
