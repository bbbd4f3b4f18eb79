import { expect, test } from "vitest";
import { authSchemes } from "../../src/probe/challenge.ts";

test.each<[string[], string[]]>([
  [[], []],
  [["Basic"], ["Basic"]],
  [['Basic realm="corp"'], ["Basic"]],
  [
    ["Negotiate", "NTLM", 'Basic realm="a"'],
    ["Negotiate", "NTLM", "Basic"],
  ],
  [['Negotiate, NTLM, Basic realm="corp, inc", charset="UTF-8"'], ["Negotiate", "NTLM", "Basic"]],
  [['Digest realm="a, Basic realm=\\"b\\"", nonce="c, NTLM", qop="auth", Negotiate'], ["Digest", "Negotiate"]],
  [["basic realm=x", "BASIC realm=y"], ["basic"]],
  [["Negotiate oRQwEqADCgEBoQsGCSqGSIL3EgECAg=="], ["Negotiate"]],
  [[", ,Basic realm = x"], ["Basic"]],
])("%j", (values, schemes) => {
  expect(authSchemes(values)).toEqual(schemes);
});
