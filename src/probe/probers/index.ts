// Which prober runs a check of which protocol.

import type { Protocol } from "../../plan/check.ts";
import type { Prober } from "../prober.ts";
import { grpc } from "./grpc.ts";
import { http } from "./http.ts";
import { https } from "./https.ts";
import { postgres } from "./postgres.ts";
import { redis } from "./redis.ts";
import { tcp } from "./tcp.ts";
import { tls } from "./tls.ts";

export const probers = {
  https,
  http,
  grpc,
  tcp,
  tls,
  postgres,
  redshift: postgres,
  redis,
} satisfies Record<Protocol, Prober>;
