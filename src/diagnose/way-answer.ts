// The answer of a check that something on the way could have given in the origin's place: plain, or inside an intercepted connection.

import type { CertificateFacts, HttpReply } from "../probe/observation.ts";
import type { Evidence, ObservedCheck } from "./evidence.ts";
import { failedStep, gotThrough, stepOf } from "./failed-step.ts";
import { type Product, type ProductSight, productOfReply } from "./product.ts";
import { proxyOf } from "./proxy-record.ts";
import { type Redirect, redirectOf } from "./redirect.ts";

export interface WayAnswer {
  reply: HttpReply;
  redirect: Redirect | null;
  product: ProductSight | null;
}

/**
 * Null inside a TLS connection that hangs on a public CA or on the server's own: whatever is said there, the origin says it. Null too
 * where the answer holds the proof that the whitelist asks for, and where the forward proxy itself said no.
 */
export function wayAnswerOf(observed: ObservedCheck): WayAnswer | null {
  const facts = gotThrough(observed) ? stepOf(observed, "exchange")?.facts : null;
  if (facts?.protocol !== "http" || !facts.reply || facts.refusal || facts.recognised === true) return null;
  const chain = openChain(observed);
  return chain && answer(observed, facts.reply, chain);
}

/** The reply to a CONNECT that was refused: always the proxy's. */
export function connectAnswerOf(observed: ObservedCheck): WayAnswer | null {
  const failed = failedStep(observed);
  if (failed?.record.phase !== "tunnel" || failed.failure.code !== "refused-by-proxy") return null;
  const { reply } = failed.record.facts;
  return reply && answer(observed, reply, []);
}

/** Any reply by which the proxy itself refused the check: to CONNECT, or to a plain request. */
export function proxyAnswerOf(observed: ObservedCheck): WayAnswer | null {
  const record = failedStep(observed)?.record;
  if (record?.phase !== "exchange") return connectAnswerOf(observed);
  const refused = record.facts.protocol === "http" && record.facts.refusal ? record.facts.reply : null;
  return refused && answer(observed, refused, []);
}

/** What the proxy of these checks shows itself as, in any reply of its own in the run; usually that is what inspects, too. */
export function productOfProxy(claimed: ObservedCheck[], evidence: Evidence): Product | null {
  const proxies = claimed.flatMap((observed) => proxyOf(observed) ?? []);
  for (const other of evidence.checks) {
    const proxy = proxyOf(other);
    if (proxy === null || !proxies.includes(proxy)) continue;
    const reply = stepOf(other, "tunnel")?.facts.reply ?? proxyAnswerOf(other)?.reply;
    const sight = reply && productOfReply(reply);
    if (sight) return sight.product;
  }
  return null;
}

/** The redirect, or page, by which a filter says no: in the words of a known product, or plainly so by where it leads. */
export function saysNo({ product, redirect }: WayAnswer): boolean {
  if (redirect?.reads === "block") return true;
  // Squid's mark tells who redirects and not why: its deny_info leads to a login page as well.
  return product?.page === true && !(product.product.id === "squid" && redirect?.away && redirect.reads === "login");
}

/** The chain that others than the origin could have presented; empty on a plain connection; null where it was the origin's. */
export function openChain(observed: ObservedCheck): CertificateFacts[] | null {
  if (observed.check.protocol === "http") return [];
  const tls = stepOf(observed, "tls")?.facts;
  if (!tls || tls.publiclyMarked) return null;
  if (tls.anchor) return tls.anchor.kind === "extra" ? tls.chain : null;
  return tls.verified === false ? tls.chain : null;
}

function answer({ check }: ObservedCheck, reply: HttpReply, chain: CertificateFacts[]): WayAnswer {
  const redirect = redirectOf(reply, check);
  // A server that NO_PROXY names is usually the company's own, and may well redirect into the company's network.
  const own = check.route.kind === "direct" && check.route.reason === "no_proxy";
  return {
    reply,
    redirect: redirect && own ? { ...redirect, local: false } : redirect,
    product: productOfReply(reply, chain),
  };
}
