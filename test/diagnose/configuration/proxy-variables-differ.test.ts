import { expect, test } from "vitest";
import { one } from "../observations.ts";
import { dotenv, judged, told } from "./judged.ts";

const both = (name: string, url: string) => ({ [name]: url, [name.toLowerCase()]: url });

test("each proxy is named once, and no correction is guessed", () => {
  const files = {
    "customer.env": dotenv({ ...both("HTTP_PROXY", "http://a:1"), ...both("GRPC_PROXY", "http://b:2") }),
  };
  const finding = one(judged({ files }), "proxy-variables-differ");
  expect(finding.title).toBe(
    "http_proxy, https_proxy and grpc_proxy name different proxies: http://a:1, http://my-proxy:3128 and http://b:2",
  );
  expect(finding.corrections).toBeUndefined();
});

test("a value that cannot be used is told by proxy-url-invalid alone", () => {
  const files = { "customer.env": dotenv(both("GRPC_PROXY", "socks5://b:2")) };
  expect(told(judged({ files }))).toEqual(["error proxy-url-invalid"]);
});
