import { describe, expect, it } from "vitest";
import { hostProblem } from "../../src/whitelist/host.ts";
import { fillSample, fillSamples, PLACEHOLDERS, placeholdersIn } from "../../src/whitelist/samples.ts";

describe("fillSample", () => {
  it.each([
    ["nothing is set", {}, "s3.us-east-1.amazonaws.com"],
    ["AWS_REGION is set", { AWS_REGION: "eu-west-1" }, "s3.eu-west-1.amazonaws.com"],
    [
      "two variables are set",
      { AWS_DEFAULT_REGION: "eu-west-2", AWS_REGION: "eu-west-1" },
      "s3.eu-west-1.amazonaws.com",
    ],
    ["only the second is set", { AWS_DEFAULT_REGION: "us-gov-west-1" }, "s3.us-gov-west-1.amazonaws.com"],
    ["the bucket's region is set", { WORKSPACE_IMPORTS_REGION: " EU-North-1 " }, "s3.eu-north-1.amazonaws.com"],
    ["a variable is empty", { AWS_REGION: "" }, "s3.us-east-1.amazonaws.com"],
    ["the region is Google's", { WORKSPACE_IMPORTS_REGION: "us-east1" }, "s3.us-east-1.amazonaws.com"],
    ["the region is under another suffix", { AWS_REGION: "cn-north-1" }, "s3.us-east-1.amazonaws.com"],
    ["the value would be another host", { AWS_REGION: "x.evil.org/" }, "s3.us-east-1.amazonaws.com"],
  ])("where %s", (_, environment, host) => {
    expect(fillSample("s3.{awsRegion}.amazonaws.com", environment)).toBe(host);
  });

  it("leaves text without placeholders alone, and does not take inherited names for placeholders", () => {
    expect(fillSample("a.example.com", {})).toBe("a.example.com");
    expect(fillSample("{toString}.example.com", {})).toBe("{toString}.example.com");
  });

  it.each(Object.keys(PLACEHOLDERS))("{%s} has a usable default", (name) => {
    const { fallback, pattern } = PLACEHOLDERS[name]!;
    expect(fallback).toMatch(pattern);
    expect(hostProblem(fillSample(`{${name}}.example.com`, {}))).toBeNull();
  });
});

describe("placeholdersIn", () => {
  it("names them in order", () => {
    expect(placeholdersIn("{a}.{b}.x")).toEqual(["a", "b"]);
    expect(placeholdersIn("x")).toEqual([]);
  });
});

describe("fillSamples", () => {
  it("keeps each host once", () => {
    const domain = { samples: ["{snowflakeAccount}.snowflakecomputing.com", "acme.snowflakecomputing.com"] };
    const filled = fillSamples(domain as Parameters<typeof fillSamples>[0], { SNOWFLAKE_ACCOUNT: "ACME" });
    expect(filled.samples).toEqual(["acme.snowflakecomputing.com"]);
  });
});
