// The network's own name server is dead: a proxied check never asks it about the target, a direct one does.

import { test } from "vitest";
import { whileStopped } from "./lab.ts";
import { play } from "./scenario.ts";

test("proxied checks do not notice, and a direct one says that the name does not resolve", () =>
  whileStopped("resolver", () =>
    play({
      name: "",
      proxy: "http://squid:3128",
      args: ["--timeout", "8", "--warehouse", "postgres://database.example.com/warehouse"],
      expected: {
        exit: 1,
        summary: "fail",
        checks: { "postgres@database.example.com": "fail" },
        findings: [["name-not-resolved", ["postgres@database.example.com"]]],
      },
    }),
  ));
