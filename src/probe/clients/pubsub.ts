// gRPC as Pub/Sub's client speaks it: grpc-js reads the proxy variables by rules of its own, and goes direct where it cannot use one.

import { authority } from "../proxy-route.ts";
import { childModule, library } from "./library.ts";

export interface PubsubDetail {
  /** host:port */
  target: string;
}

export const pubsub = library<PubsubDetail>({
  child: childModule(import.meta.url, "pubsub-child"),
  waitingFor: "answer to a gRPC call with @grpc/grpc-js",
  detail: ({ host, port }) => ({ target: authority(host, port) }),
});
