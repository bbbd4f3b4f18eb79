// One sign by which a product shows itself. Data for product.ts; the patterns are case-folded and match anywhere.

/** Where the sign is looked for: a header's value, a redirect's Location, the words of a page, its raw text, a name in a certificate chain. */
export type Place = "header" | "location" | "words" | "raw" | "issuer";

export interface Sign {
  place: Place;
  /** Of `header`: its name in lower case. */
  header?: string;
  pattern: RegExp;
  /** `weak`: others show it too, so that it names the product only beside a second sign of the same product. */
  strength: "strong" | "weak";
  /** True: only the filter's own page or redirect bears it. Else it names software that may merely pass answers on, or serve an origin. */
  page?: true;
}

export interface Product {
  id: string;
  /** As its users call it. */
  name: string;
  signs: Sign[];
  /** How hosts are exempted from TLS inspection, in the product's own words; null where it does not inspect. */
  exemption: string | null;
  /** How hosts are allowed, in the product's own words. */
  allowance: string;
}

export function header(name: string, pattern: RegExp, strength: Sign["strength"] = "strong"): Sign {
  return { place: "header", header: name, pattern, strength };
}

/** A header that stands on the product's own answers alone. */
export function ownHeader(name: string, pattern: RegExp): Sign {
  return { place: "header", header: name, pattern, strength: "strong", page: true };
}

export function location(pattern: RegExp): Sign {
  return { place: "location", pattern, strength: "strong", page: true };
}

/** Words of the product's own page. */
export function words(pattern: RegExp, strength: Sign["strength"] = "strong"): Sign {
  return { place: "words", pattern, strength, page: true };
}

/** Addresses and class names in the product's own page. */
export function raw(pattern: RegExp, strength: Sign["strength"] = "strong"): Sign {
  return { place: "raw", pattern, strength, page: true };
}

/** Words of software that answers for origins too. */
export function software(pattern: RegExp, strength: Sign["strength"] = "strong"): Sign {
  return { place: "words", pattern, strength };
}

export function issuer(pattern: RegExp, strength: Sign["strength"] = "strong"): Sign {
  return { place: "issuer", pattern, strength };
}
