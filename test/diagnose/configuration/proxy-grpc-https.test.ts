import { expect, test } from "vitest";
import { one } from "../observations.ts";
import { dotenv, judged, told, values } from "./judged.ts";

const HTTPS = "https://my-proxy:3129";
const both = (name: string, url: string) => ({ [name]: url, [name.toLowerCase()]: url });

test("names the rows that speak gRPC", () => {
  const finding = one(judged({ files: { "customer.env": dotenv({}, HTTPS) } }), "proxy-grpc-https");
  expect(finding.affects).toContain("google-pubsub");
  expect(finding.affects).not.toContain("carto-auth");
});

test("a plain proxy for gRPC beside it is right for gRPC, and another proxy", () => {
  const files = { "customer.env": dotenv(both("GRPC_PROXY", "http://my-proxy:3128"), HTTPS) };
  expect(told(judged({ files }))).toEqual(["warning proxy-variables-differ"]);
});

test("Helm: the value that turns REST on ends it", () => {
  const rest = "cartoConfigValues:\n  usePubSubRestApi: true\n";
  const text = values({ type: "https" });
  expect(told(judged({ files: { "customizations.yaml": text } }))).toEqual(["warning proxy-grpc-https"]);
  expect(told(judged({ files: { "customizations.yaml": `${text}${rest}` } }))).toEqual([]);
});
