import { expect, test } from "vitest";
import { one } from "../observations.ts";
import { dotenv, judged, told, values } from "./judged.ts";

test("names what is missing, and no more", () => {
  const list = "localhost,notifier,workspace-api,maps-api,import-api";
  const finding = one(
    judged({ files: { "customer.env": dotenv({ NO_PROXY: list, no_proxy: list }) } }),
    "no-proxy-internal-missing",
  );
  expect(finding.title).toBe("NO_PROXY does not exclude CARTO's own services: lds-api and http-cache");
});

test.each([
  [".svc.cluster.local", true],
  [".cluster.local", true],
  [".local", true],
  ["svc.cluster.local,.svc.cluster.local", true],
  ["*.svc.cluster.local", true],
  ["svc.cluster.local", false],
  [".svc", false],
  ["localhost", false],
])("Helm: %s", (list, excluded) => {
  const findings = judged({ files: { "customizations.yaml": values({ excludedDomains: list.split(",") }) } });
  expect(told(findings).includes("error no-proxy-internal-missing")).toBe(!excluded);
});

test("KOTS: its answers are where the list stands", () => {
  const item = (name: string, value: string) => `    ${name}: { value: "${value}" }\n`;
  const answers = [
    "apiVersion: kots.io/v1beta1\nkind: ConfigValues\nspec:\n  values:\n",
    item("externalProxyEnabled", "1"),
    item("externalProxyHost", "http://my-proxy:3128"),
    item("externalProxyExcludedDomains", "localhost"),
    item("externalHttpsProxySslCertificateCheck", "1"),
  ];
  const findings = judged({ files: { "config.yaml": answers.join("") } });
  expect(told(findings)).toEqual(["error no-proxy-internal-missing"]);
  expect(findings[0]!.evidence[0]).toMatch(/^config\.yaml, line 7, spec\.values\.externalProxyExcludedDomains: /);
  expect(findings[0]!.corrections).toMatchObject([{ key: "spec.values.externalProxyExcludedDomains", line: 7 }]);
});
