// What the HTTP clients are asked to get.

import type { Check } from "../../plan/check.ts";
import { authority } from "../proxy-route.ts";

export interface HttpDetail {
  url: string;
}

export function urlOf({ host, port, path }: Check): string {
  return new URL(path ?? "/", `https://${authority(host, port)}`).href;
}
