// Which product gave a reply or signed a chain, by the signs in fingerprints/. It names; it never decides alone that something failed.

import type { CertificateFacts, HttpReply } from "../probe/observation.ts";
import { oneLine } from "./certificate.ts";
import type { Product, Sign } from "./fingerprints/fingerprint.ts";
import { products } from "./fingerprints/index.ts";

export type { Product } from "./fingerprints/fingerprint.ts";

export interface ProductSight {
  product: Product;
  /** What it was known by, e.g. `Server: Zscaler/6.2`. */
  sign: string;
  /** `weak`: by two signs, neither of which would do alone. */
  strength: "strong" | "weak";
  /** The reply is the product's own page or redirect, not one that it passed on. */
  page: boolean;
}

interface Sighted {
  sign: Sign;
  text: string;
}

const LONGEST_QUOTE = 120;

/**
 * Of a reply that may be a proxy's or filter's: the caller sees to that (an origin's answer inside a clean tunnel is none). A chain that
 * came before it counts as further signs.
 */
export function productOfReply(reply: HttpReply, chain: CertificateFacts[] = []): ProductSight | null {
  return best((sign) => textIn(reply, sign) ?? issuedBy(chain, sign));
}

/** By the names of the CAs in a chain, as sent. */
export function productOfChain(chain: CertificateFacts[]): ProductSight | null {
  return best((sign) => issuedBy(chain, sign));
}

function best(look: (sign: Sign) => string | null): ProductSight | null {
  const sights = products.flatMap((product) => sightOf(product, look) ?? []);
  return sights.find(({ page }) => page) ?? sights.find(({ strength }) => strength === "strong") ?? sights[0] ?? null;
}

function sightOf(product: Product, look: (sign: Sign) => string | null): ProductSight | null {
  const seen: Sighted[] = product.signs.flatMap((sign) => {
    const text = look(sign);
    return text === null ? [] : [{ sign, text }];
  });
  const strong = seen.filter(({ sign }) => sign.strength === "strong");
  const own = seen.filter(({ sign }) => sign.page);
  const decisive = strong.find(({ sign }) => sign.page) ?? strong[0];
  // Two signs that say the same in one place are one: "Webfilter Violation" and "Application Blocked" are two.
  if (!decisive && seen.length < 2) return null;
  const told = decisive ? [decisive] : seen.slice(0, 2);
  const page = decisive?.sign.page === true || (own.length > 0 && seen.length > 1);
  return {
    product,
    sign: told.map(({ text }) => text).join(" and "),
    strength: decisive ? "strong" : "weak",
    page,
  };
}

function textIn(reply: HttpReply, sign: Sign): string | null {
  const isRedirect = reply.status >= 300 && reply.status < 400;
  switch (sign.place) {
    case "header":
      return headerSign(reply, sign.header ?? "", sign.pattern);
    case "location":
      return isRedirect ? headerSign(reply, "location", sign.pattern) : null;
    case "words":
      return pageSign(wordsOf(reply), sign.pattern);
    case "raw":
      return pageSign(`${reply.body ?? ""}\n${reply.page ?? ""}`, sign.pattern);
    case "issuer":
      return null;
  }
}

/** The visible words: without tags, white space folded. */
function wordsOf({ body, page }: HttpReply): string {
  const bare = (body ?? "").replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, " ").replace(/<[^>]*>/g, " ");
  return [bare, page ?? ""].map((text) => text.replace(/\s+/g, " ").trim()).join("\n");
}

function headerSign(reply: HttpReply, name: string, pattern: RegExp): string | null {
  const value = reply.headers.find(([key, text]) => key === name && pattern.test(text))?.[1];
  return value === undefined ? null : `${titled(name)}: ${value.slice(0, LONGEST_QUOTE)}`;
}

function pageSign(text: string, pattern: RegExp): string | null {
  const found = pattern.exec(text)?.[0];
  return found === undefined ? null : `the page says "${oneLine(found).slice(0, LONGEST_QUOTE)}"`;
}

/** CAs only: the subject of the leaf is the target's own name, which may be the product's maker's. */
function issuedBy(chain: CertificateFacts[], sign: Sign): string | null {
  if (sign.place !== "issuer") return null;
  const names = chain.flatMap(({ issuer, subject }, at) => (at === 0 ? [issuer] : [subject, issuer])).map(oneLine);
  const found = names.find((name) => sign.pattern.test(name));
  return found === undefined ? null : `issuer ${found.slice(0, LONGEST_QUOTE)}`;
}

function titled(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (letter) => letter.toUpperCase());
}
