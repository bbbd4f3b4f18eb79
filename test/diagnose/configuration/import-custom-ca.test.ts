import { expect, test } from "vitest";
import { dotenv, judged, told } from "./judged.ts";

const CA = { NODE_EXTRA_CA_CERTS: "/opt/carto/certs/proxy-ca.crt" };

test("an http:// proxy needs no CA of its own: the file is for something else", () => {
  expect(told(judged({ files: { "customer.env": dotenv(CA) } }))).toEqual(["warning ca-file-unreadable"]);
});

test("an https:// proxy without a private CA can import", () => {
  expect(told(judged({ files: { "customer.env": dotenv({}, "https://my-proxy:3129") } }))).toEqual([
    "warning proxy-grpc-https",
  ]);
});
