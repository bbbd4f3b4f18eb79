// The causes that lie in what a proxy's rules let through: ports, wildcards, and how much of it.

import { leaf } from "../support/certificates.ts";
import { originThat } from "../support/origin-that.ts";
import { proxyThat } from "../support/proxy-that.ts";
import { type SquidRules, squidRuling } from "../support/squid-rules.ts";
import type { Cause } from "./cause.ts";
import { squidAsPrinted } from "./printed.ts";
import { behind, type Scene } from "./scene.ts";
import type { Stage } from "./stage.ts";

const DENIED = "HTTP/1.1 403 Forbidden\r\nX-Squid-Error: ERR_ACCESS_DENIED 0\r\nContent-Length: 0\r\n\r\n";
const LIMITED =
  "HTTP/1.1 429 Too Many Requests\r\nVia: 1.1 gate (squid/5.7)\r\nServer: squid/5.7\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n";
const ONLY_443 = [
  "acl tunnels method CONNECT",
  "acl usual port 443",
  "http_access allow tunnels usual",
  "http_access deny all",
];
const HUB = { host: "*.hub.example.com", samples: ["registry.hub.example.com", "login.hub.example.com"] };
const ANOTHER = { host: "auth.example.com" };

/** A Squid under these lines, and the cure that puts the printed ones on top. */
function squid(lines: string[], targets: Scene["targets"]): Pick<Cause, "scene" | "cure"> {
  let rules: SquidRules = { lines: [] };
  return {
    scene: async (stage) => {
      rules = { lines };
      const names = ["origin.example.com", "*.hub.example.com", ANOTHER.host];
      const origin = await stage.port(originThat.works(await leaf(stage.pki.root, names)));
      const proxy = await stage.port(proxyThat.rulesBy((...asked) => squidRuling(rules, DENIED)(...asked), origin));
      return { env: behind(`http://127.0.0.1:${proxy}`), targets };
    },
    cure: (scene, finding) => {
      squidAsPrinted(rules, finding);
      return scene;
    },
  };
}

/** Refuses the first `times` requests. */
async function limiting(stage: Stage, times: number, plain = false): Promise<Scene> {
  let left = times;
  const origin = await stage.port(plain ? originThat.worksPlain() : originThat.works(stage.pki.good));
  const proxy = await stage.port(proxyThat.rulesBy(() => (left-- > 0 ? LIMITED : null), origin));
  return { env: behind(`http://127.0.0.1:${proxy}`), targets: plain ? [{ port: 80, protocol: "http" }] : [{}] };
}

const unlimited: Cause["cure"] = (_scene, _finding, stage) => limiting(stage, 0);

export const policyCauses: Cause[] = [
  {
    code: "proxy-port-denied",
    how: "Squid that opens tunnels to 443 alone",
    ...squid(ONLY_443, [{ port: 8443 }]),
  },
  {
    code: "proxy-port-denied",
    how: "the plan has the host's port 443 too",
    ...squid(ONLY_443, [{ port: 8443 }, {}]),
  },
  {
    code: "proxy-denied",
    how: "another port, of a host that is denied on 443 as well",
    ...squid(["http_access deny all"], [{ port: 8443 }]),
  },
  {
    code: "proxy-denied",
    how: "the known hosts of a wildcard are allowed one by one, the wildcard is not",
    ...squid(
      [`acl known dstdomain ${[...HUB.samples, ANOTHER.host].join(" ")}`, "http_access allow known"],
      [HUB, ANOTHER],
    ),
  },
  {
    code: "proxy-denied",
    how: "everything under a wildcard",
    ...squid([`acl known dstdomain ${ANOTHER.host}`, "http_access allow known"], [HUB, ANOTHER]),
  },
  {
    code: "proxy-rate-limited",
    how: "the second try passes",
    scene: (stage) => limiting(stage, 1),
    cure: unlimited,
  },
  {
    code: "proxy-rate-limited",
    how: "the second try is refused too",
    scene: (stage) => limiting(stage, 999),
    cure: unlimited,
  },
  {
    code: "proxy-rate-limited",
    how: "a plain request",
    scene: (stage) => limiting(stage, 1, true),
    cure: (_scene, _finding, stage) => limiting(stage, 0, true),
  },
];
