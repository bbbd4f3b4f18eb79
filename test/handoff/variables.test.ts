import { expect, test } from "vitest";
import { wantedVariables } from "../../src/handoff/variables.ts";
import { handoffOf } from "./handoff-of.ts";

const names = (proxy: string | null, ca?: string) =>
  wantedVariables(handoffOf({ proxy, ...(ca && { ca }) })).map(({ name }) => name);

const BOTH = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"];

test("for an HTTP proxy exactly what the guide asks for, in both cases", () => {
  expect(names("http://proxy:3128")).toEqual([...BOTH, "GRPC_PROXY", "grpc_proxy", "NO_PROXY", "no_proxy"]);
});

test("for an HTTPS proxy no GRPC_PROXY, and verification turned on", () => {
  expect(names("https://proxy:3129")).toEqual([...BOTH, "NO_PROXY", "no_proxy", "NODE_TLS_REJECT_UNAUTHORIZED"]);
  const verify = wantedVariables(handoffOf({ proxy: "https://proxy:3129" })).at(-1);
  expect(verify?.value).toBe("1");
});

test("none without a proxy", () => expect(names(null)).toEqual([]));

test("both cases hold one value, and no login", () => {
  const variables = wantedVariables(handoffOf({ proxy: "http://canary:s3cret@proxy:3128" }));
  for (const { name, value } of variables) {
    expect(value).toBe(variables.find((other) => other.name === name.toLowerCase() || other.name === name)?.value);
    expect(value).not.toMatch(/canary|s3cret|@/);
  }
});

test("no value holds what a shell, a dotenv reader or compose would act on", () => {
  const values = wantedVariables(handoffOf({ environment: { NO_PROXY: "a b,$(x),'y',\"z,${W},`v`,#c,mega.io" } }));
  for (const { value } of values) expect(value).toMatch(/^[A-Za-z0-9.,*:/_-]+$/);
});
