import { expect, test } from "vitest";
import { products } from "../../../src/diagnose/fingerprints/index.ts";
import { admission } from "../../../src/diagnose/remedies/admission.ts";
import { row, seen } from "../observations.ts";

const claimed = [seen(row("a", { host: "a.example.com" }))];
const named = (id: string) => products.find((product) => product.id === id)!;

test("in Squid's lines where it is Squid, or nobody knows what it is, which is said", () => {
  expect(admission(claimed, named("squid"))).toMatchObject({ how: "", snippet: { language: "squid" } });
  const unknown = admission(claimed, null);
  expect(unknown.how).toContain("Written for Squid");
  expect(unknown.snippet.text).toMatch(/^# above the first http_access line/);
});

test("in the words of another product, with the hosts alone", () => {
  expect(admission(claimed, named("fortinet"))).toEqual({
    how: expect.stringContaining("In Fortinet FortiGate: usually"),
    snippet: { language: "text", text: "a.example.com" },
  });
});

test("a redirector is not asked about them either", () => {
  const { text } = admission(claimed, null, true).snippet;
  expect(text.split("\n").at(-1)).toBe("url_rewrite_access deny carto_connect_443_hosts");
});
