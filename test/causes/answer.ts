// The causes that lie in an answer that came: not the one that the entry is known for, or very late.

import type { ServerResponse } from "node:http";
import type { Expectation } from "../../src/whitelist/domain.ts";
import { originThat, unmarked } from "../support/origin-that.ts";
import { proxyThat } from "../support/proxy-that.ts";
import type { Cause } from "./cause.ts";
import { behind } from "./scene.ts";
import type { Stage } from "./stage.ts";

type Answer = (response: ServerResponse) => void;

/** As a registry answers who has not logged in. */
const EXPECT: Expectation = { status: [401], header: { "www-authenticate": "registry" }, body: "UNAUTHORIZED" };
const registry: Answer = (response) => says(response, 401, "Bearer registry", '{"code":"UNAUTHORIZED"}');

function says(response: ServerResponse, status: number, header: string, body: string): void {
  response.writeHead(status, { "www-authenticate": header }).end(body);
}

type Way = "http proxy" | "https proxy" | "direct";

async function at(stage: Stage, answer: Answer, way: Way = "http proxy", expect: Expectation | null = EXPECT) {
  const origin = await stage.port(originThat.works(stage.pki.good, answer));
  if (way === "direct") {
    const env = behind("http://127.0.0.1:9", "127.0.0.1");
    return { env, targets: [{ host: "127.0.0.1", port: origin, expect }] };
  }
  const isTls = way === "https proxy";
  const proxy = await stage.port(proxyThat.works(origin, isTls ? stage.pki.proxy : undefined));
  return { env: behind(`${isTls ? "https" : "http"}://127.0.0.1:${proxy}`), targets: [{ expect }] };
}

function another(how: string, answer: Answer, way?: Way): Cause {
  return {
    code: "origin-not-recognised",
    how,
    scene: (stage) => at(stage, answer, way),
    cure: (_scene, _finding, stage) => at(stage, registry, way),
  };
}

/** Long, since what this process was late itself is taken off. */
const LATE_MS = 6000;
const late: Answer = (response) => void setTimeout(() => response.end("at last"), LATE_MS);

export const answerCauses: Cause[] = [
  another("another status", (response) => says(response, 200, "Bearer registry", "UNAUTHORIZED")),
  another("another status, direct", (response) => says(response, 200, "Bearer registry", "UNAUTHORIZED"), "direct"),
  another("a header is missing", (response) => says(response, 401, "Basic", "UNAUTHORIZED")),
  another("the text is missing", (response) => says(response, 401, "Bearer registry", "<p>Please sign in</p>")),
  another("a stranger with a good certificate", (response) => unmarked(response).end("welcome"), "https proxy"),
  {
    code: "origin-error",
    how: "503 where another status is the proof",
    scene: (stage) => at(stage, (response) => says(response, 503, "", "try later")),
    cure: (_scene, _finding, stage) => at(stage, registry),
  },
  ...(["http proxy", "direct"] as const).map(
    (way): Cause => ({
      code: "slow-path",
      how: `an answer that takes seconds, by ${way}`,
      scene: (stage) => at(stage, late, way, null),
    }),
  ),
];
