// Pub/Sub over gRPC: UNAUTHENTICATED without a valid access token; with one, a topic is described by the name that was asked for.
// As thin as @grpc/grpc-js accepts: unary calls alone, and the request's own field 1 is the answer's (both are a name).

import type { Accounts } from "./accounts.ts";
import { bearer, type Service } from "./service.ts";

const GRPC = { "content-type": "application/grpc" };
const OK = "0";
const UNIMPLEMENTED = "12";
const UNAUTHENTICATED = "16";

export function pubsub({ google }: Accounts): Service {
  return (asked) => {
    if (!String(asked.headers["content-type"]).startsWith("application/grpc")) return null;
    if (bearer(asked) !== google.accessToken) {
      const words = "Request had invalid authentication credentials. Expected OAuth 2 access token.";
      return failure(UNAUTHENTICATED, words);
    }
    if (asked.path !== "/google.pubsub.v1.Publisher/GetTopic") return failure(UNIMPLEMENTED, "Method not found.");
    return { status: 200, headers: GRPC, body: asked.body, trailers: { "grpc-status": OK } };
  };
}

function failure(code: string, words: string) {
  return { status: 200, headers: GRPC, trailers: { "grpc-status": code, "grpc-message": words } };
}
