// How a proxy is told to let exactly the claimed hosts through, in the language of the product where it is known, else in Squid's.

import type { ObservedCheck } from "../evidence.ts";
import type { Product } from "../product.ts";
import { allowance } from "./inspection.ts";
import { squidRules, squidRulesPastRedirector } from "./squid.ts";

/** `how` follows the words that say what to allow, or is empty. `redirects`: the proxy sent the requests to a page of somebody's. */
export function admission(
  claimed: ObservedCheck[],
  product: Product | null,
  redirects = false,
): { how: string; snippet: { language: string; text: string } } {
  if (product && product.id !== "squid") {
    return { how: ` In ${product.name}: ${product.allowance}.`, snippet: allowance(claimed, product).snippet };
  }
  const others = product ? "" : " Written for Squid; other products take the same list of hosts:";
  return { how: others, snippet: redirects ? squidRulesPastRedirector(claimed) : squidRules(claimed) };
}
