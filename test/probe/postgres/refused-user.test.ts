import { expect, test } from "vitest";
import { failureOfError } from "../../../src/probe/postgres/error-response.ts";

test.each([
  ['role "ann" does not exist', "login-failed"],
  ['role "a\n"b" is not permitted to log in', "login-failed"],
  ['password authentication failed for user "ann"', "login-failed"],
  ['LDAP authentication failed for user "ann"', "login-failed"],
  ['PAM authentication failed for user "ann"', "login-failed"],
  // A method that no password answers, and so the access list's matter.
  ['Ident authentication failed for user "ann"', "rejected"],
  ['authentication failed for user "ann": host rejected', "rejected"],
  ['no pg_hba.conf entry for host "10.0.0.5", user "ann", database "maps", no encryption', "rejected"],
  ['no pg_hba.conf entry for host "10.0.0.5", user "role "x" does not exist", database "maps"', "rejected"],
  ["Rolle »ann« existiert nicht", "rejected"],
])("28000: %s", (words, code) => {
  expect(failureOfError("28000", false, words)).toBe(code);
  expect(failureOfError("28000", true, words)).toBeNull();
});
