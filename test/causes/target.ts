// The causes that lie in what the proxy does with the target.

import { originThat } from "../support/origin-that.ts";
import { HOST } from "../support/pki.ts";
import { proxyThat } from "../support/proxy-that.ts";
import { type SquidRules, squidRuling } from "../support/squid-rules.ts";
import type { Cause } from "./cause.ts";
import { squidAsPrinted } from "./printed.ts";
import { behind, type Scene } from "./scene.ts";
import type { Stage } from "./stage.ts";

async function proxied(starting: ReturnType<typeof proxyThat.denies>, stage: Stage): Promise<Scene> {
  return { env: behind(`http://127.0.0.1:${await stage.port(starting)}`), targets: [{}] };
}

/** A proxy under rules like Squid's, which says `refusal` to what they do not allow, and the cure that adds the printed ones. */
function underRules(refusal: string, wanted: Scene["targets"] = [{}]): Pick<Cause, "scene" | "cure"> {
  const rules: SquidRules = { lines: ["acl allowed dstdomain open.example.com", "http_access allow allowed"] };
  return {
    scene: async (stage) => {
      const secure = await stage.port(originThat.works(stage.pki.good));
      const plain = await stage.port(originThat.worksPlain());
      const to = (target: string) => (target.endsWith(":443") ? secure : plain);
      const port = await stage.port(proxyThat.rulesBy(squidRuling(rules, refusal), to));
      return { env: behind(`http://127.0.0.1:${port}`), targets: wanted };
    },
    cure: (scene, finding) => {
      squidAsPrinted(rules, finding);
      return scene;
    },
  };
}

const squid = (status: string, error: string) =>
  `HTTP/1.1 ${status}\r\nServer: squid/5.7\r\nX-Squid-Error: ${error} 0\r\nContent-Length: 0\r\n\r\n`;

/** The proxy fails while `mended` is false. */
function untilMended(failure: string): Pick<Cause, "scene" | "cure"> {
  let mended = false;
  return {
    scene: async (stage) => {
      const origin = await stage.port(originThat.works(stage.pki.good));
      return proxied(
        proxyThat.rulesBy(() => (mended ? null : failure), origin),
        stage,
      );
    },
    cure: (scene) => {
      mended = true;
      return scene;
    },
  };
}

/** A tunnel that opens with this status. */
async function opening(status: string, stage: Stage): Promise<Scene> {
  const origin = await stage.port(originThat.works(stage.pki.good));
  return proxied(proxyThat.works(origin, undefined, `HTTP/1.1 ${status}\r\n\r\n`), stage);
}

export const targetCauses: Cause[] = [
  {
    code: "proxy-denied",
    how: "Squid's access rules, a tunnel",
    ...underRules(squid("403 Forbidden", "ERR_ACCESS_DENIED")),
  },
  {
    code: "proxy-denied",
    how: "Squid's access rules, a plain request",
    ...underRules(squid("403 Forbidden", "ERR_ACCESS_DENIED"), [{ port: 80, protocol: "http" }]),
  },
  {
    code: "proxy-denied",
    how: "Proxy-Status (RFC 9209)",
    ...underRules(
      "HTTP/1.1 400 Bad Request\r\nProxy-Status: gate; error=http_request_denied\r\nContent-Length: 0\r\n\r\n",
    ),
  },
  {
    code: "proxy-dns-failure",
    how: "Squid's ERR_DNS_FAIL, until its resolver knows the name",
    ...untilMended(squid("503 Service Unavailable", "ERR_DNS_FAIL")),
  },
  {
    code: "proxy-upstream-unreachable",
    how: "Squid's ERR_CONNECT_FAIL, until the way out is open",
    ...untilMended(squid("503 Service Unavailable", "ERR_CONNECT_FAIL")),
  },
  {
    code: "proxy-upstream-unreachable",
    how: "a bare 502",
    ...untilMended("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"),
  },
  { code: "proxy-closed-tunnel", how: "an orderly end", scene: (stage) => proxied(proxyThat.hangsUp(), stage) },
  { code: "proxy-closed-tunnel", how: "a reset", scene: (stage) => proxied(proxyThat.resets(), stage) },
  {
    code: "proxy-closed-tunnel",
    how: "for what its rules do not allow alone",
    // The rules that let the target through are printed only where the proxy answers for others.
    ...underRules("", [{ host: "open.example.com", port: 80, protocol: "http" }, { host: HOST }]),
  },
  {
    code: "proxy-no-answer",
    how: "mute",
    scene: async (stage) => ({ ...(await proxied(proxyThat.isMute(), stage)), timeoutMs: 2000 }),
  },
  {
    code: "proxy-no-answer",
    how: "waits for its resolver",
    scene: async (stage) => ({ ...(await proxied(proxyThat.waitsForItsResolver(), stage)), timeoutMs: 2000 }),
  },
  {
    code: "proxy-error",
    how: "a status that means nothing here",
    scene: (stage) => proxied(proxyThat.answers("418 I'm a teapot", { Via: "1.1 gate" }), stage),
  },
  { code: "proxy-error", how: "a huge head", scene: (stage) => proxied(proxyThat.sendsHugeHead(), stage) },
  {
    code: "tunnel-reset",
    how: "at the ClientHello",
    scene: (stage) => proxied(proxyThat.opensAndResetsAtClientHello(), stage),
  },
  {
    code: "tunnel-silent",
    how: "no answer to the ClientHello",
    scene: async (stage) => ({ ...(await proxied(proxyThat.opensAndStaysSilent(), stage)), timeoutMs: 2000 }),
  },
  ...["201 Created", "204 No Content"].map(
    (status): Cause => ({
      code: "proxy-nonstandard-success",
      how: status,
      scene: (stage) => opening(status, stage),
      cure: (_scene, _finding, stage) => opening("200 Connection established", stage),
    }),
  ),
];
