// Answers for every whitelisted host, the fake services first: HTTP/1.1, HTTP/2 and gRPC on 443 and 8443 with the lab's certificate, plain HTTP on 80.

import { readFileSync } from "node:fs";
// In the containers as here: two folders up.
import type { Accounts } from "../../services/accounts.ts";
import { plainFront, secureFront } from "../../services/front.ts";
import { services } from "../../services/index.ts";
import type { Answered, Asked } from "../../services/service.ts";
import type { Answers } from "../answers.ts";

const answers = JSON.parse(readFileSync("/lab/answers.json", "utf8")) as Answers;
const accounts = JSON.parse(readFileSync("/certs/accounts.json", "utf8")) as Accounts;
const service = services(accounts);

const certificate = { cert: readFileSync("/certs/origin.crt"), key: readFileSync("/certs/origin.key") };
for (const port of [443, 8443]) {
  // Or it would end an idle connection by itself, after five seconds.
  Object.assign(secureFront(certificate, answer), { keepAliveTimeout: 0 }).listen(port);
}
plainFront(answer).listen(80);

function answer(asked: Asked): Answered {
  return service(asked) ?? (isGrpc(asked) ? UNAUTHENTICATED : whitelisted(asked));
}

function isGrpc({ headers }: Asked): boolean {
  return String(headers["content-type"]).startsWith("application/grpc");
}

/** gRPC without credentials, of a host that has no service of its own. */
const UNAUTHENTICATED: Answered = {
  status: 200,
  headers: { "content-type": "application/grpc" },
  trailers: { "grpc-status": "16", "grpc-message": "no credentials" },
};

function whitelisted({ host, url }: Asked): Answered {
  const wanted = answers[host]?.[url];
  return {
    status: wanted?.status ?? 200,
    headers: { "content-type": "application/json", ...wanted?.headers },
    body: wanted?.body || JSON.stringify({ host, url }),
  };
}

process.on("SIGTERM", () => process.exit(0));
