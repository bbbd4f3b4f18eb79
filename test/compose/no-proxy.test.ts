// No proxy is configured, in a network that has no other way out.

import { test } from "vitest";
import { play, ROWS } from "./scenario.ts";

test("nothing resolves, and the report says that no proxy is set", () =>
  play({
    name: "",
    proxy: null,
    expected: {
      exit: 1,
      summary: "fail",
      rows: "fail",
      findings: [
        ["proxy-not-configured", ROWS],
        ["name-not-resolved", ROWS],
      ],
    },
  }));
