import { expect, test } from "vitest";
import { trustCa, trustServerCa } from "../../../src/diagnose/remedies/trusted-ca.ts";
import { settings } from "../observations.ts";

test("appends where there is a file that works, else names one", () => {
  const extraCa = { file: "/ca.crt", certificates: 1, problem: null };
  expect(trustCa("the CA", settings({ extraCa })).do).toContain("to /ca.crt");
  expect(trustCa("the CA", settings({ extraCa: { ...extraCa, problem: "absent" } })).snippet?.text).toContain(
    "NODE_EXTRA_CA_CERTS=",
  );
  expect(trustCa("the CA", settings({ deployment: "helm" })).snippet?.text).toContain("trustedCACerts:");
  expect(trustCa("the CA", settings({ deployment: "kots" })).do).toContain("Admin Console");
  expect(trustServerCa("the CA").snippet?.text).toContain("sslrootcert=");
});
