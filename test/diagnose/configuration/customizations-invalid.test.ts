import { expect, test } from "vitest";
import { one } from "../observations.ts";
import { dotenv, judged, told, values } from "./judged.ts";

const helm = (text: string) => ({ files: { "customizations.yaml": text } });

test("several errors are one finding, a joined list beside them a notice", () => {
  const all = judged(
    helm(values({ hots: "x", sslRejectUnauthorized: "false", excludedDomains: ["localhost,.svc.cluster.local"] })),
  );
  expect(told(all)).toEqual(["error customizations-invalid", "notice customizations-invalid"]);
  expect(all[0]!.title).toBe(
    "2 values cannot be taken as written: externalProxy.hots and externalProxy.sslRejectUnauthorized",
  );
  expect(all[0]!.corrections).toMatchObject([{ key: "externalProxy.sslRejectUnauthorized", value: "false" }]);
});

test("a misspelt section: nothing is configured, and why is said", () => {
  expect(told(judged(helm(values().replace("externalProxy", "externalproxy"))))).toEqual([
    "error customizations-invalid",
    "notice proxy-not-configured",
  ]);
});

test("a list that is joined is corrected to a list", () => {
  const finding = one(
    judged(helm(values({ excludedDomains: ["localhost,.svc.cluster.local"] }))),
    "customizations-invalid",
  );
  expect(finding.corrections).toMatchObject([
    { key: "externalProxy.excludedDomains", value: "localhost,.svc.cluster.local" },
  ]);
});

test("what docker-compose 1.29 reads otherwise is a warning", () => {
  const text = dotenv().replaceAll("http://my-proxy:3128", `http://my-proxy:$\{PORT-3128}`);
  const all = judged({ files: { "customer.env": text } });
  expect(told(all)).toEqual(["warning customizations-invalid"]);
});
