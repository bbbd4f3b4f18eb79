// The child process: one unary call with grpc-js, without credentials, which the service must answer. Started by pubsub.ts alone.

import { runInChild } from "./child/in-child.ts";
import type { Outcome } from "./library-job.ts";
import type { PubsubDetail } from "./pubsub.ts";

/** Of google.pubsub.v1 (googleapis, publisher.proto); an empty request names no project, which is never looked at without credentials. */
const METHOD = "/google.pubsub.v1.Publisher/ListTopics";

runInChild<PubsubDetail>(async ({ target }, loaded) => {
  const { Client, credentials, Metadata, status } = await import("@grpc/grpc-js");
  const { default: library } = await import("@grpc/grpc-js/package.json", { with: { type: "json" } });
  loaded(`@grpc/grpc-js ${library.version}`);
  const client = new Client(target, credentials.createSsl(), {
    "grpc.service_config_disable_resolution": 1,
    "grpc.enable_retries": 0,
    // Else a first attempt that failed is tried again for as long as the check lasts.
    "grpc.initial_reconnect_backoff_ms": 60_000,
  });
  const bytes = (value: Buffer) => value;
  return new Promise<Outcome>((resolve) => {
    client.makeUnaryRequest(METHOD, bytes, bytes, Buffer.alloc(0), new Metadata(), {}, (error) => {
      client.close();
      const words = error?.details ?? "";
      // The library makes up a status where it has none: UNAVAILABLE without a connection, others from an HTTP status that is no gRPC.
      const own = error === null || (error.code !== status.UNAVAILABLE && !/^Received HTTP status code/.test(words));
      const name = error === null ? "OK" : status[error.code];
      if (own) resolve({ kind: "reached", answer: `gRPC status ${name}` });
      else resolve({ kind: "failed", errors: [{ message: words, code: `GRPC_${name}`, errno: null, syscall: null }] });
    });
  });
});
