// A tunnel that is open by RFC 9110 and closed for CARTO's libraries.

import { originThat } from "../support/origin-that.ts";
import { proxyThat } from "../support/proxy-that.ts";
import { prove } from "./prove.ts";
import { behind } from "./scene.ts";
import type { Stage } from "./stage.ts";

const opening = async (stage: Stage, status: string) => {
  const origin = await stage.port(originThat.works(stage.pki.good));
  return behind(
    `http://127.0.0.1:${await stage.port(proxyThat.works(origin, undefined, `HTTP/1.1 ${status}\r\n\r\n`))}`,
  );
};

prove(
  ["201 Created", "204 No Content"].map((status) => ({
    code: "proxy-nonstandard-success",
    how: status,
    scene: async (stage) => ({ env: await opening(stage, status), targets: [{}] }),
    cure: async (scene, _, stage) => ({ ...scene, env: await opening(stage, "200 Connection established") }),
  })),
);
