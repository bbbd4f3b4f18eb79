import { devNull } from "node:os";
import { expect, test } from "vitest";
import { childEnvironment } from "../../../src/probe/clients/child.ts";
import { settings } from "../../support/checks.ts";

test("a child gets CARTO's environment and nothing of ours", () => {
  expect(childEnvironment(settings())).toEqual({ PGPASSFILE: devNull });
  const configured = { ...settings({ extraCa: [], verify: false }) };
  expect(childEnvironment(configured)).toEqual({
    PGPASSFILE: devNull,
    NODE_EXTRA_CA_CERTS: "ca.pem",
    NODE_TLS_REJECT_UNAUTHORIZED: "0",
  });
});
