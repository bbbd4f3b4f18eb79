// Redis is reached and refuses the user or the password.

import { failedStep } from "../failed-step.ts";
import { losses, sentences, targets } from "../phrase.ts";
import { doctor } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort } from "../service.ts";
import { sightings } from "../sighting.ts";
import { REDIS_AUTH } from "../sources.ts";

export const redisLoginFailed: NetworkRule = {
  code: "redis-login-failed",
  page: {
    summary: "Redis is reached and refuses the user or the password.",
    severities: ["error"],
    means: "The network is open; the credentials are not right.",
    recognised:
      "The server refuses AUTH, or still asks for a login after it. It is tried only where credentials were given.",
    evidence: ["the first word of the server's reply, e.g. WRONGPASS or NOAUTH"],
    remedies: [
      { who: "operator", do: "Correct the user or the password (REDIS_PASSWORD, or the URL)." },
      { who: "warehouse-admin", do: "Or set them anew in the server." },
    ],
    verify: "carto-proxy doctor --only CHECK.",
    related: ["redis-not-redis"],
    sources: [REDIS_AUTH],
  },
  match(observed) {
    const failed = failedStep(observed)?.failure.code === "login-failed" && observed.check.protocol === "redis";
    return failed ? { severity: "error", group: hostPort(observed.check) } : null;
  },
  explain(claimed) {
    const first = claimed[0]!;
    return {
      title: `Redis at ${targets(claimed)} is reached and refuses the user or the password`,
      why: sentences("The network is open; the login failed.", losses(claimed)),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "operator",
          do: "Correct the user or the password (REDIS_PASSWORD, or the URL).",
          verify: doctor(first),
        },
        {
          who: "warehouse-admin",
          do: "Or set them anew in the server (requirepass, or ACL SETUSER).",
          verify: doctor(first),
        },
      ],
    };
  },
};
