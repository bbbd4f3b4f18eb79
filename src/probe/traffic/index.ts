// Which prober runs a check that sends more than one GET.

import type { TrafficKind } from "../../whitelist/domain.ts";
import type { Prober } from "../prober.ts";
import { idle } from "./idle.ts";
import { longHeader, post, upload, websocket } from "./requests.ts";
import { tunnels } from "./tunnels.ts";

export const trafficProbers = {
  post,
  "long-header": longHeader,
  websocket,
  upload,
  idle,
  tunnels,
} satisfies Record<TrafficKind, Prober>;
