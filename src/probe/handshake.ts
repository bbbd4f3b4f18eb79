// A TLS handshake that records the verification of the certificate before it judges it.

import type { Socket } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import { factsOf, isPubliclyMarked, sentChain } from "./certificate.ts";
import { isChainGap } from "./chain-gap.ts";
import type { ProbeContext } from "./context.ts";
import { certificateFailure, closedByPeer, handshakeFailure } from "./failure.ts";
import type { CertificateFacts, Failure, TlsFacts } from "./observation.ts";
import { isAddress } from "./resolver.ts";
import { isTls, speechOf } from "./speech.ts";
import { Tap } from "./tap.ts";
import { StepFailed } from "./trace.ts";
import type { Trust } from "./trust.ts";

export interface HandshakeOptions {
  /** The name, or address without brackets, that the certificate must be for. */
  host: string;
  /** ALPN protocols (RFC 7301) to offer; none where empty. */
  alpn: readonly string[];
  /** Whether an untrusted certificate ends the step. It is recorded either way. */
  verify: boolean;
  trust: Trust;
}

export function emptyTlsFacts(host: string): TlsFacts {
  return {
    servername: host,
    version: null,
    cipher: null,
    alpn: null,
    verified: null,
    certificateFailure: null,
    chain: [],
    speaks: null,
  };
}

/**
 * Fills `facts` as it learns them. Nothing is sent after the handshake.
 * @throws StepFailed where the peer does not speak TLS, or is not trusted and `verify` is set
 */
export async function handshake(
  socket: Socket,
  options: HandshakeOptions,
  facts: TlsFacts,
  context: ProbeContext,
): Promise<TLSSocket> {
  const tap = context.own(
    new Tap(socket, (heard) => {
      facts.speaks = isTls(heard) ? null : speechOf(heard, context.redact);
    }),
  );
  const secured = await secure(tap, options, context);
  facts.version = secured.getProtocol();
  facts.cipher = secured.getCipher()?.standardName ?? null;
  facts.alpn = secured.alpnProtocol || null;
  facts.verified = secured.authorized;
  const failure = judgeChain(secured, options, facts);
  if (failure) {
    facts.certificateFailure = { code: failure.code, cause: context.redact(failure.cause).slice(0, 300) };
    if (options.verify) throw new StepFailed(failure);
  }
  return secured;
}

function secure(tap: Tap, options: HandshakeOptions, context: ProbeContext): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(new StepFailed(handshakeFailure(error, tap.heard)));
    const secured = context.own(
      connect({
        socket: tap,
        host: options.host,
        // RFC 6066 §3: no server name for a literal address; the certificate is still checked against `host`.
        ...(isAddress(options.host) ? {} : { servername: options.host }),
        ALPNProtocols: [...options.alpn],
        secureContext: options.trust.secureContext,
        rejectUnauthorized: false,
      }),
    );
    secured.once("secureConnect", () => resolve(secured));
    // The socket below knows a reset from an orderly close; TLS calls both "disconnected".
    secured.once("error", (error) => fail(tap.failure ?? error));
    secured.once("close", () => fail(tap.failure ?? closedByPeer("during the TLS handshake")));
  });
}

function judgeChain(secured: TLSSocket, options: HandshakeOptions, facts: TlsFacts): Failure | null {
  const chain = sentChain(secured);
  facts.chain = chain.map(factsOf);
  facts.anchor = options.trust.anchors.of(chain);
  facts.publiclyMarked = chain[0] !== undefined && isPubliclyMarked(chain[0]);
  if (secured.authorized) return null;
  // Typed as an Error, but a string with the name of OpenSSL's reason or of Node's own check.
  const reason = String(secured.authorizationError ?? "certificate not verified");
  const sent = { chain: facts.chain, publiclyMarked: facts.publiclyMarked };
  const gap = isChainGap(sent, options.trust.organisations);
  return certificateFailure(reason, wordsOf(reason, options.host, facts.chain), gap);
}

function wordsOf(reason: string, host: string, chain: CertificateFacts[]): string {
  const [leaf] = chain;
  if (!leaf) return "no certificate was sent";
  if (reason.includes("ALTNAME"))
    return `${host} is not among its names (${leaf.names.slice(0, 5).join(", ") || leaf.subject})`;
  return `issued by ${chain.at(-1)?.issuer || "an unnamed CA"}, valid from ${leaf.validFrom} to ${leaf.validTo}`;
}
