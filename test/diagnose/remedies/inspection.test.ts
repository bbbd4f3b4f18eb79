import { expect, test } from "vitest";
import { products } from "../../../src/diagnose/fingerprints/index.ts";
import { allowance, exemption } from "../../../src/diagnose/remedies/inspection.ts";
import { row, seen } from "../observations.ts";

const claimed = [
  seen(row("a", { host: "a.example.com" })),
  seen(row("s3@b", { host: "b.s3.example.com", wildcard: "*.s3.example.com" })),
  seen(row("s3@c", { host: "c.s3.example.com", wildcard: "*.s3.example.com" })),
];
const named = (id: string) => products.find((product) => product.id === id)!;

test("in Squid's language where nobody knows what the proxy is, and says so", () => {
  const change = exemption(claimed, null, "proxy-admin");
  expect(change.do).toContain("Written for Squid; other products take the same list of hosts:");
  expect(change.snippet.text.split("\n").slice(1)).toEqual([
    "acl carto_not_inspected ssl::server_name a.example.com",
    "acl carto_not_inspected ssl::server_name .s3.example.com",
    "ssl_bump splice carto_not_inspected",
  ]);
  expect(exemption(claimed, named("squid"), "proxy-admin").snippet).toEqual(change.snippet);
  expect(exemption(claimed, named("squid"), "proxy-admin").do).not.toContain("other products");
});

test("a product that does not inspect is not told to stop", () => {
  expect(exemption(claimed, named("tinyproxy"), "proxy-admin")).toEqual(exemption(claimed, null, "proxy-admin"));
});

test("in each product's own language, with the hosts", () => {
  expect(exemption(claimed, named("zscaler"), "proxy-admin")).toMatchObject({
    do: expect.stringContaining("In Zscaler: usually"),
    snippet: { language: "text", text: "a.example.com\n.s3.example.com" },
  });
  const ignored = exemption(claimed, named("mitmproxy"), "proxy-admin").snippet.text;
  const patterns = [...ignored.matchAll(/'([^']+)'/g)].map(([, pattern]) => new RegExp(pattern!));
  const skips = (host: string) => patterns.some((pattern) => pattern.test(`${host}:443`));
  expect(["a.example.com", "x.y.s3.example.com"].map(skips)).toEqual([true, true]);
  expect(["ab.example.com.evil.test", "axexample.com", "notas3.example.com"].map(skips)).toEqual([false, false, false]);
  expect(exemption(claimed, null, "firewall-admin")).toMatchObject({
    snippet: { language: "text", text: "a.example.com\n*.s3.example.com" },
  });
});

test("what nobody could verify says so", () => {
  const verified = ["squid", "mitmproxy"];
  for (const { id, exemption: how } of products.filter(({ exemption: how }) => how !== null)) {
    expect(verified.includes(id) || how?.startsWith("usually "), id).toBe(true);
  }
});

test("where inspection is not certain, it is said under a condition", () => {
  const { do: words } = exemption(claimed, null, "proxy-admin", "the certificate of CN=X");
  expect(words).toMatch(/^If it inspects TLS: hand the operator the certificate of CN=X, or exempt /);
});

test("an allow list in the words of the product that denies", () => {
  expect(allowance(claimed, named("fortinet"))).toEqual({
    do: expect.stringContaining("In Fortinet FortiGate: usually"),
    snippet: { language: "text", text: "a.example.com\n*.s3.example.com" },
  });
});
