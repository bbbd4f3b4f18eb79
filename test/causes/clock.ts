// A clock that is wrong. The clock of this machine cannot be set here: the servers' is, and their certificates are valid by it.

import type { ServerResponse } from "node:http";
import type { Identity } from "../support/certificates.ts";
import { originThat } from "../support/origin-that.ts";
import type { Pki } from "../support/pki.ts";
import { proxyThat } from "../support/proxy-that.ts";
import type { Cause } from "./cause.ts";
import { behind, type Scene } from "./scene.ts";
import type { Stage } from "./stage.ts";

const DAY = 86_400_000;
const ago = (ms: number) => new Date(Date.now() - ms).toUTCString();
const OPEN = "HTTP/1.1 200 Connection established\r\n";

function dated(date: string) {
  return (response: ServerResponse) => response.setHeader("Date", date).end("ok");
}

/** By a proxy that answers CONNECT with these headers, and whose plain requests are answered `plainDaysAgo`. */
const through =
  (identity: (pki: Pki) => Identity, headers: () => string, plainDaysAgo = 0) =>
  async (stage: Stage): Promise<Scene> => {
    const origin = await stage.port(originThat.works(identity(stage.pki)));
    const plain = await stage.port(originThat.worksPlain(dated(ago(plainDaysAgo * DAY))));
    const to = (target: string) => (target.endsWith(":443") ? origin : plain);
    const proxy = await stage.port(proxyThat.works(to, undefined, `${OPEN}${headers()}\r\n`));
    return { env: behind(`http://127.0.0.1:${proxy}`), targets: [{}] };
  };

export const clockCauses: Cause[] = [
  {
    code: "clock-skew",
    how: "the proxy's own Date says that the certificate is valid",
    scene: through(
      ({ expired }) => expired,
      () => `Date: ${ago(10 * DAY)}\r\n`,
    ),
  },
  {
    code: "clock-skew",
    how: "a clock that is behind",
    scene: through(
      ({ notYetValid }) => notYetValid,
      () => `Date: ${ago(-10 * DAY)}\r\n`,
    ),
  },
  {
    code: "clock-skew",
    how: "no answer has a Date, and one plain request more tells it",
    scene: through(
      ({ expired }) => expired,
      () => "",
      10,
    ),
  },
  {
    code: "tls-expired",
    how: "the proxy's Date agrees with this clock",
    scene: through(
      ({ expired }) => expired,
      () => `Date: ${ago(0)}\r\n`,
    ),
  },
  {
    code: "tls-expired",
    how: "a Date from a cache tells no time",
    scene: through(
      ({ expired }) => expired,
      () => `Date: ${ago(10 * DAY)}\r\nAge: 864000\r\n`,
    ),
  },
  {
    code: "clock-skew",
    how: "minutes wrong by two servers, and nothing failed: a warning",
    scene: async (stage) => {
      const late = () => stage.port(originThat.works(stage.pki.good, dated(ago(20 * 60_000))));
      const targets = [await late(), await late()].map((port) => ({ host: "127.0.0.1", port }));
      return { env: behind("http://127.0.0.1:9", "127.0.0.1"), targets };
    },
  },
];
