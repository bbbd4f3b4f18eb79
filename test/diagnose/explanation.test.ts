import { expect, test } from "vitest";
import { parseProxyUrl } from "../../src/settings/proxy-url.ts";
import type { SettingsSummary } from "../../src/settings/settings.ts";
import { nothingConfigured } from "../support/configuration.ts";
import { caWith } from "./configuration/ca.ts";
import {
  badCertificate,
  certificate,
  failed,
  findings,
  one,
  PROXY,
  proxyTls,
  row,
  seen,
  tcp,
  tls,
  viaTlsProxy,
  works,
} from "./observations.ts";

const from = (key: string) => ({ source: ".env", line: 1, key });
const excluding = (list: string): Partial<SettingsSummary> => ({
  noProxy: { entries: list.split(","), from: "no_proxy (.env)" },
  configuration: {
    ...nothingConfigured,
    variables: [
      { name: "HTTPS_PROXY", value: parseProxyUrl(PROXY).text, from: from("HTTPS_PROXY"), overrides: [] },
      { name: "no_proxy", value: list, from: from("no_proxy"), overrides: [] },
    ],
  },
});
const excluded = (id: string, host: string) =>
  row(id, { host, route: { kind: "direct", reason: "no_proxy", entry: host } });

test("a required row that NO_PROXY sends direct and that is blocked there", () => {
  const blocked = seen(excluded("auth", "auth.example.test"), failed(tcp("auth.example.test", 443), "timed-out"));
  const result = findings([blocked, works("maps")], excluding("auth.example.test"));
  expect(one(result, "no-proxy-covers-required").affects).toEqual(["auth"]);
  expect(one(result, "direct-blocked").cause).toBe("no-proxy-covers-required");
});

test("an optional row is explained by its own words alone", () => {
  const check = { ...excluded("maps", "maps.example.test"), need: "optional" as const };
  const result = findings(
    [seen(check, failed(tcp("maps.example.test", 443), "timed-out"))],
    excluding("maps.example.test"),
  );
  expect(one(result, "direct-blocked").cause).toBeUndefined();
});

const root = certificate({ subject: "CN=Corp CA", issuer: "CN=Corp CA", selfIssued: true });
const untrusted = seen(
  row("a", viaTlsProxy),
  tcp(),
  failed(proxyTls(badCertificate("certificate-untrusted", root)), "certificate-untrusted"),
);

test.each([
  ["absent", {}, "ca-file-unreadable"],
  ["not-mounted", {}, "ca-file-unreadable"],
  ["no-certificate", {}, "ca-file-invalid"],
  ["ok", { certificates: [] }, undefined],
] as const)("a CA file that is %s explains a proxy that is not trusted: %j, %s", (state, facts, cause) => {
  const result = findings([untrusted], caWith({ ...facts, state, certificates: [] }));
  expect(one(result, "proxy-tls-untrusted").cause).toBe(cause);
});

test("a server's certificate among the CAs explains nothing for certain", () => {
  const leaf = {
    subject: "CN=x",
    issuer: "CN=y",
    validFrom: "2020-01-01T00:00:00Z",
    validTo: "2036-01-01T00:00:00Z",
    ca: false,
  };
  const result = findings([untrusted], caWith({ certificates: [leaf] }));
  expect(one(result, "proxy-tls-untrusted").cause).toBeUndefined();
});

test("an expired CA explains the chain that ends in it, and no other", () => {
  const expired = {
    subject: "CN=Corp CA",
    issuer: "CN=Corp CA",
    validFrom: "2010-01-01T00:00:00Z",
    validTo: "2020-01-01T00:00:00Z",
    ca: true,
  };
  const chain = badCertificate("certificate-expired", root);
  const failing = seen(row("a", viaTlsProxy), tcp(), failed(proxyTls(chain), "certificate-expired"));
  expect(one(findings([failing], caWith({ certificates: [expired] })), "proxy-tls-expired").cause).toBe("ca-expired");
  const other = { ...expired, subject: "CN=Other CA" };
  expect(one(findings([failing], caWith({ certificates: [other] })), "proxy-tls-expired").cause).toBeUndefined();
  const target = seen(
    row("b"),
    tcp(),
    failed(
      tls(badCertificate("certificate-untrusted", certificate({ issuer: "CN=Elsewhere" }))),
      "certificate-untrusted",
    ),
  );
  expect(findings([target], caWith({ certificates: [expired] })).filter(({ cause }) => cause)).toEqual([]);
});
