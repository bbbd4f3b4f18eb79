import { expect, test } from "vitest";
import { one } from "../observations.ts";
import { dotenv, INTERNAL, judged, told } from "./judged.ts";

const env = (changes: Record<string, string | undefined>) => ({ files: { "customer.env": dotenv(changes) } });

test("one finding for all that differ and one for all that are missing", () => {
  const all = judged(
    env({ https_proxy: "http://other:3128", grpc_proxy: "", HTTP_PROXY: undefined, no_proxy: undefined }),
  );
  expect(told(all)).toEqual([
    "error proxy-variable-case",
    "warning proxy-variable-case",
    "warning proxy-variables-differ",
  ]);
  const [differing, missing] = all.filter(({ code }) => code === "proxy-variable-case");
  expect(differing!.title).toBe("Upper and lower case differ: HTTPS_PROXY and GRPC_PROXY");
  expect(missing!.title).toBe("http_proxy and NO_PROXY are set in one case of letters only");
});

test("an empty lower case alone is told as what it is: hidden from some, read by others", () => {
  const finding = one(judged(env({ https_proxy: "" })), "proxy-variable-case");
  expect(finding.why).toMatch(/^https_proxy is set to nothing\. For some clients \(undici\)/);
  expect(finding.affects).toContain("carto-auth");
  // gRPC has a variable of its own.
  expect(finding.affects).not.toContain("google-pubsub");
});

test.each([
  ["an empty upper case is one that is missing", { HTTPS_PROXY: "" }, ["warning proxy-variable-case"]],
  ["both empty are not set", { GRPC_PROXY: "", grpc_proxy: "" }, ["warning proxy-variable-missing"]],
  ["blanks and order make no other list", { NO_PROXY: `${INTERNAL.split(",").toReversed().join(", ")}` }, []],
])("%s", (_, changes, expected) => {
  expect(told(judged(env(changes)))).toEqual(expected);
});

test("in Kubernetes the containers are told apart from the chart, which sets both alike", () => {
  const environment = {
    HTTPS_PROXY: "http://a:1",
    HTTP_PROXY: "http://a:1",
    GRPC_PROXY: "http://a:1",
    NO_PROXY: ".svc.cluster.local",
  };
  const finding = one(judged({ environment, deployment: "helm" }), "proxy-variable-case");
  expect(finding.remedies[0]!.do).toContain("CARTO's chart sets both to the same");
  expect(finding.corrections!.map(({ source, key, value }) => [source, key, value])).toContainEqual([
    "environment",
    "grpc_proxy",
    "http://a:1",
  ]);
});

test("a login is never written into a correction", () => {
  const text = JSON.stringify(judged(env({ https_proxy: "http://jane:canary@other:3128" })));
  expect(text).toContain('"value":"http://other:3128"');
  expect(text).not.toMatch(/canary|jane/);
});
