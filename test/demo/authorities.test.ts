import { X509Certificate } from "node:crypto";
import { expect, it } from "vitest";
import { createAuthorities } from "../../src/demo/authorities.ts";

it("have nothing in common but the public ones, which are one chain", async () => {
  const { publicRoot, publicIntermediate, proxy, inspection } = await createAuthorities();
  const [root, intermediate] = [publicRoot, publicIntermediate].map(
    ({ certificate }) => new X509Certificate(certificate),
  );
  expect(intermediate?.checkIssued(root!)).toBe(true);
  expect(publicIntermediate.chain).toBe(publicIntermediate.certificate);
  const organizations = [publicRoot, proxy, inspection].map(({ subject }) => /O=([^,]+)/.exec(subject)?.[1]);
  expect(new Set(organizations).size).toBe(3);
  for (const { certificate, chain } of [publicRoot, proxy, inspection]) {
    expect(chain).toBe("");
    expect(new X509Certificate(certificate).ca).toBe(true);
  }
});
