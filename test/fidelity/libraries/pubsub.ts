// @grpc/grpc-js: a unary call without credentials. The service has answered where it says UNAUTHENTICATED itself.

import type { ServiceError } from "@grpc/grpc-js";
import { type Library, NotTheService } from "./library.ts";

export const pubsub: Library = async () => {
  const { Client, credentials, Metadata, status } = await import("@grpc/grpc-js");
  return ({ hosts }) => {
    const client = new Client(`${hosts.pubsub}:443`, credentials.createSsl());
    const bytes = (value: Buffer) => value;
    const method = "/google.pubsub.v1.Publisher/GetTopic";
    return new Promise((resolve, reject) => {
      client.makeUnaryRequest(
        method,
        bytes,
        bytes,
        Buffer.alloc(0),
        new Metadata(),
        {},
        (error: ServiceError | null) => {
          const contentType = error?.metadata.get("content-type")[0];
          if (error?.code !== status.UNAUTHENTICATED) return reject(error ?? new NotTheService("an answer to nobody"));
          // What the library makes of an HTTP 401 has no content type of gRPC.
          if (!String(contentType).startsWith("application/grpc")) return reject(new NotTheService(error.details));
          resolve("UNAUTHENTICATED");
        },
      );
    });
  };
};
