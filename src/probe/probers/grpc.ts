// gRPC: TLS with HTTP/2 chosen by ALPN, and one call.

import type { Prober } from "../prober.ts";
import { grpcExchange } from "../steps/grpc-exchange.ts";
import { openRoute } from "../steps/route.ts";
import { HTTP2, tls } from "../steps/tls.ts";

export const grpc: Prober = async (check, context, trace) => {
  const socket = await openRoute(check, context, trace);
  // grpc-js verifies whatever NODE_TLS_REJECT_UNAUTHORIZED says: a certificate that it rejects must not pass here.
  const secured = await tls(socket, check, { alpn: HTTP2, verify: true }, context, trace);
  await grpcExchange(secured, check, context, trace);
};
