import { describe, expect, test } from "vitest";
import { products } from "../../src/diagnose/fingerprints/index.ts";
import { type ProductSight, productOfChain, productOfReply } from "../../src/diagnose/product.ts";
import { type Fixture, fixturesIn } from "./fingerprints/fixture.ts";
import { certificate, reply } from "./observations.ts";

const known = fixturesIn("fixtures");
const innocent = fixturesIn("innocent");

function sightOf({ reply, chain }: Fixture): ProductSight | null {
  return reply ? productOfReply(reply, chain) : productOfChain(chain);
}

function told(sight: ProductSight | null): string {
  return sight ? `${sight.strength}${sight.page ? " page" : ""}` : "nothing";
}

describe("every product is known by its signs", () => {
  test.each(known.map((fixture) => [`${fixture.file} ${fixture.number}`, fixture] as const))("%s", (_, fixture) => {
    const sight = sightOf(fixture);
    expect(told(sight)).toBe(fixture.expected);
    if (sight) {
      expect(sight.product.id).toBe(fixture.file);
      expect(sight.sign).not.toBe("");
    }
  });

  test("each product has a fixture, and each sign is seen in one", () => {
    for (const product of products) {
      const own = known.filter(({ file }) => file === product.id);
      expect(own.length, product.id).toBeGreaterThan(0);
      for (const sign of product.signs) {
        const alone = { ...product, signs: [sign] };
        const seen = own.some((fixture) => textOf(fixture).some((text) => alone.signs[0]!.pattern.test(text)));
        expect(seen, `${product.id} ${sign.place} ${sign.pattern}`).toBe(true);
      }
    }
    expect(new Set(products.map(({ id }) => id)).size).toBe(products.length);
  });
});

describe("innocent pages and public CAs match nothing", () => {
  test.each(innocent.map((fixture) => [fixture.file, fixture] as const))("%s", (_, fixture) => {
    if (fixture.reply) expect(productOfReply(fixture.reply, [])).toBeNull();
    for (const one of fixture.chain) expect(productOfChain([one])).toBeNull();
  });
});

test("a target that a product's maker owns is not signed by the product", () => {
  const leaf = certificate({ subject: "CN=www.zscaler.com, O=Zscaler Inc.", issuer: "CN=R11, O=Let's Encrypt" });
  expect(productOfChain([leaf])).toBeNull();
});

test("words are found across tags and lines, and behind what a fact cuts off", () => {
  const words = "Internet\n <b>Security</b> by Zscaler";
  expect(productOfReply({ ...reply(200), body: words })?.product.id).toBe("zscaler");
  const page = "Internet Security by Zscaler\nhttps://x.example/";
  expect(productOfReply({ ...reply(200), body: "<style>".padEnd(2048, "x"), page })?.page).toBe(true);
});

test("a redirect's address counts in a redirect alone", () => {
  const location: [string, string][] = [["location", "https://block.opendns.com/"]];
  expect(productOfReply(reply(302, "Found", location))?.page).toBe(true);
  expect(productOfReply(reply(201, "Created", location))).toBeNull();
});

function textOf({ reply: answer, chain }: Fixture): string[] {
  const bare = (answer?.body ?? "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return [
    ...chain.map(({ issuer }) => issuer),
    ...(answer?.headers ?? []).map(([, value]) => value),
    answer?.body ?? "",
    bare,
  ];
}
