import { expect, test } from "vitest";
import { findings, one, snippets, summary } from "../observations.ts";
import { caWith } from "./ca.ts";
import { dotenv, judged, told } from "./judged.ts";

test.each([
  ["absent", "certs/ca.crt", "error"],
  ["not-mounted", "certs/ca.crt", "warning"],
  // This user may not read it; the containers run as another one.
  ["unreadable", "certs/ca.crt", "warning"],
] as const)("%s", (state, _, severity) => {
  expect(summary(findings([], caWith({ state })))).toEqual([`ca-file-unreadable ${severity}: `]);
});

test("the very file of this process: what it cannot read is not read", () => {
  expect(summary(findings([], caWith({ state: "unreadable", containerPath: null })))).toEqual([
    "ca-file-unreadable error: ",
  ]);
  const environment = { NODE_EXTRA_CA_CERTS: "/nowhere/ca.crt" };
  expect(told(judged({ environment }))).toEqual(["error ca-file-unreadable", "notice proxy-not-configured"]);
});

test("a path outside of the mounted folder gets the path that the containers see", () => {
  const finding = one(
    findings([], caWith({ state: "not-mounted", containerPath: "/opt/ca/corp.pem" })),
    "ca-file-unreadable",
  );
  expect(snippets(finding)).toBe("NODE_EXTRA_CA_CERTS=/usr/src/certs/corp.pem");
  expect(finding.why).toContain("Whether a mount was added for this path cannot be seen from here");
});

test("a ConfigMap of the cluster cannot be judged and is not", () => {
  expect(findings([], caWith({ state: "elsewhere" }))).toEqual([]);
});

test("the correction names the same file under the mounted folder", () => {
  const files = { "customer.env": dotenv({ NODE_EXTRA_CA_CERTS: "/opt/ca/corp.pem" }) };
  const finding = one(judged({ files }), "ca-file-unreadable");
  expect(finding.corrections).toEqual([
    {
      source: "customer.env",
      line: 9,
      key: "NODE_EXTRA_CA_CERTS",
      found: "/opt/ca/corp.pem",
      value: "/usr/src/certs/corp.pem",
    },
  ]);
});
