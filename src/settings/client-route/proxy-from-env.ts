// proxy-from-env, by which proxy-agent chooses: lower case first, ALL_PROXY too, the scheme of the target where none is given.

import { breaks, bypasses, type Chosen, firstFilled, goesDirect, usesProxy } from "./answer.ts";
import type { ClientReading, ClientRoute, ClientTarget, Variables } from "./client-route.ts";
import { bracketed, locate, withScheme } from "./proxy-location.ts";

/** proxy-from-env 1.1 (proxy-agent 6) reads so too, but for the npm_config_… variables that npm sets in its own scripts. */
export const proxyAgent: ClientReading = {
  client: "proxy-agent",
  versions: ">=6",
  version: "8.0.2",
  read: (variables, target) => {
    const choice = chooseFromEnv(variables, target);
    return "route" in choice ? choice : agentRoute(choice);
  },
};

/** The variable that serves the target, its value with a scheme; or the way past it. */
export function chooseFromEnv(variables: Variables, target: ClientTarget): Chosen | ClientRoute {
  const { scheme } = target;
  const chosen = firstFilled(variables, `${scheme}_proxy`, `${scheme.toUpperCase()}_PROXY`, "all_proxy", "ALL_PROXY");
  if (chosen === null) return goesDirect();
  const list = firstFilled(variables, "no_proxy", "NO_PROXY");
  const entry = list === null ? null : fromEnvEntry(list.value, target);
  if (entry !== null && list !== null) return bypasses(entry, list.name);
  return { name: chosen.name, value: withScheme(chosen.value, scheme) };
}

/** Split at commas and white space, without case: exact host, `.x` and `*x` as suffixes, a port; "*" only where it is alone. */
export function fromEnvEntry(list: string, target: ClientTarget): string | null {
  if (list === "*") return list;
  const host = bracketed(target.host);
  const covers = (raw: string) => {
    const [, name = raw, port = "0"] = /^(.+):(\d+)$/.exec(raw) ?? [];
    if (Number(port) !== 0 && Number(port) !== target.port) return false;
    const pattern = name.toLowerCase();
    return /^[.*]/.test(pattern) ? host.endsWith(pattern.replace(/^\*/, "")) : host === pattern;
  };
  return list.split(/[,\s]/).find((entry) => entry !== "" && covers(entry)) ?? null;
}

function agentRoute({ name, value }: Chosen): ClientRoute {
  const location = locate(value);
  if (location === null) return breaks(name, "it throws: the value is no URL");
  if (/^pac\+/.test(location.scheme)) return breaks(name, "it takes the value for the address of a PAC script");
  if (!/^(https?|socks(4a?|5h?)?)$/.test(location.scheme)) return breaks(name, "it throws: unknown scheme");
  const socks = location.scheme.startsWith("socks") && !/:\d+\/?$/.test(value);
  return usesProxy(name, socks ? { ...location, port: 1080 } : location);
}
