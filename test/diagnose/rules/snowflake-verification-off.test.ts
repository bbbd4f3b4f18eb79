import { expect, test } from "vitest";
import {
  actors,
  badCertificate,
  clientOf,
  failed,
  findings,
  http,
  library,
  open,
  row,
  seen,
  tcp,
  tls,
  way,
  works,
} from "../observations.ts";

const warehouse = { warehouse: { kind: "snowflake", index: 0 } } as const;
const account = row("account", warehouse);
const check = clientOf(account, "snowflake");
const unverified = seen(account, tcp(), open(), tls(badCertificate("certificate-untrusted")), http());
const refused = seen(check, failed(library("snowflake-sdk 3.3.0", way(check, "proxy")), "client-failed"));
const off = { tlsVerification: false };
const codes = (...given: Parameters<typeof findings>) => findings(...given).map(({ code }) => code);

test("the driver refuses what verification off lets pass", () => {
  const result = findings([unverified, refused], off);
  const finding = result.find(({ code }) => code === "snowflake-verification-off")!;
  expect(finding).toMatchObject({ severity: "error", affects: [check.id], cause: "tls-verification-off" });
  expect(actors(finding)).toEqual(["operator", "proxy-admin"]);
});

test("not with a certificate that is trusted, nor for another library, nor for a wrong password", () => {
  expect(codes([works("account", warehouse), refused], off)).toContain("client-disagrees");
  const other = seen({ ...check, client: "fetch" }, ...refused.observation.phases);
  expect(codes([unverified, other], off)).toContain("client-disagrees");
  const wrong = seen(check, failed(library("snowflake-sdk 3.3.0", way(check, "proxy")), "login-failed"));
  expect(codes([unverified, wrong], off)).toContain("warehouse-login-failed");
});
