// One connection of a client library as it enters facts.

import type { ProbeContext } from "../context.ts";
import type { ClientWay } from "../observation.ts";
import { authority } from "../proxy-route.ts";
import type { Opened } from "./library-job.ts";
import { replyIn } from "./reply-head.ts";

export function wayOf(opened: Opened, { redact }: ProbeContext): ClientWay {
  const { host, port, role, address, asked, kept } = opened;
  return {
    to: redact(authority(host, port)).slice(0, 300),
    kind: role === "proxy" ? "proxy" : "direct",
    address,
    asked: asked === null ? null : redact(asked).slice(0, 300),
    status: replyIn(opened)?.statusCode ?? null,
    ...(kept && { kept }),
  };
}
