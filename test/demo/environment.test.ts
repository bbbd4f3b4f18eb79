import { describe, expect, it } from "vitest";
import { proxyVariables, renderEnvFile } from "../../src/demo/environment.ts";

describe("the variables", () => {
  it.each(["vm", "kots", "helm"] as const)("of %s are there in both cases, for an HTTP proxy", (deployment) => {
    const variables = proxyVariables({ scheme: "http", port: 3128 }, deployment, "/ca.pem");
    for (const name of ["HTTP_PROXY", "HTTPS_PROXY", "GRPC_PROXY"]) {
      expect(variables[name]).toBe("http://127.0.0.1:3128");
      expect(variables[name.toLowerCase()]).toBe(variables[name]);
    }
    expect(variables.no_proxy).toBe(variables.NO_PROXY);
    expect(variables.NODE_EXTRA_CA_CERTS).toBe("/ca.pem");
  });

  it("exclude what is internal, and hold no empty entry", () => {
    const excluded = (deployment: "vm" | "kots" | "helm") =>
      proxyVariables({ scheme: "http", port: 1 }, deployment, "/ca.pem").NO_PROXY?.split(",") ?? [];
    expect(excluded("vm")).toContain("localhost");
    expect(excluded("helm")).toContain(".svc.cluster.local");
    expect(excluded("kots")).toContain(".svc.cluster.local");
    for (const deployment of ["vm", "kots", "helm"] as const) expect(excluded(deployment)).not.toContain("");
  });

  it("name no gRPC proxy where the proxy speaks TLS", () => {
    const variables = proxyVariables({ scheme: "https", port: 3129 }, "vm", "/ca.pem");
    expect(variables.HTTPS_PROXY).toBe("https://127.0.0.1:3129");
    expect(Object.keys(variables)).not.toContain("GRPC_PROXY");
    expect(Object.keys(variables)).not.toContain("grpc_proxy");
  });
});

it("an .env file has one quoted value a line", () => {
  expect(renderEnvFile({ A: "1", B: "x y" })).toBe('A="1"\nB="x y"\n');
});
