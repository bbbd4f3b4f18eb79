// axios, which carries its proxy through its own adapter: proxy-from-env chooses, since 1.15 a second reading of NO_PROXY as well.

import { breaks, bypasses, type Chosen, firstFilled, goesDirect, usesProxy } from "./answer.ts";
import { bypassEntry } from "./axios-bypass.ts";
import type { ClientReading, ClientRoute, ClientTarget, Variables } from "./client-route.ts";
import { chooseFromEnv } from "./proxy-from-env.ts";
import { bracketed, locate } from "./proxy-location.ts";

export const axios: ClientReading = {
  client: "axios",
  // 1.15 to 1.20 lie between the two: CIDR, loopback names and international names came one after the other.
  versions: ">=1.21",
  version: "1.21.1",
  read: (variables, target) => {
    const choice = chooseFromEnv(variables, target);
    if ("route" in choice) return choice;
    const list = firstFilled(variables, "no_proxy", "NO_PROXY");
    const entry = list === null ? null : bypassEntry(list.value, target);
    return entry !== null && list !== null
      ? bypasses(entry, list.name)
      : adapterRoute(choice, target.scheme === "https");
  },
};

export const axios1: ClientReading = {
  client: "axios",
  versions: "1.0 to 1.14",
  version: "1.7.9",
  read: (variables, target) => {
    const choice = chooseFromEnv(variables, target);
    return "route" in choice ? choice : adapterRoute(choice, false);
  },
};

export const axios0: ClientReading = { client: "axios", versions: "0.27", version: "0.27.2", read: readAxios0 };

/** With an agent of its own (https targets, late versions) it speaks plain HTTP to any scheme; else Node.js refuses the scheme. */
function adapterRoute({ name, value }: Chosen, agent: boolean): ClientRoute {
  const location = locate(value);
  if (location === null) return breaks(name, "it throws: the value is no URL");
  if (location.host === "") return breaks(name, "it throws: the value has no host");
  const speaksHttp = /^https?$/.test(location.scheme);
  if (!speaksHttp && !agent) return breaks(name, `it throws: it knows no ${location.scheme}://`);
  return usesProxy(name, location, speaksHttp ? null : "plain HTTP is spoken to it");
}

/** Exact names and leading dots alone, without ALL_PROXY; the legacy URL parser. */
function readAxios0(variables: Variables, target: ClientTarget): ClientRoute {
  const chosen = firstFilled(variables, `${target.scheme}_proxy`, `${target.scheme.toUpperCase()}_PROXY`);
  if (chosen === null) return goesDirect();
  const list = firstFilled(variables, "no_proxy", "NO_PROXY");
  const host = bracketed(target.host);
  const covers = (entry: string) =>
    entry === "*" || (entry.startsWith(".") && host.endsWith(entry)) || (entry !== "" && entry === host);
  const entry = (list?.value ?? "").split(",").find((each) => covers(each.trim()));
  if (entry !== undefined && list !== null) return bypasses(entry.trim(), list.name);
  const location = locate(chosen.value);
  if (location === null || location.host === "") return breaks(chosen.name, "it finds no host in the value");
  const why = target.scheme === "https" ? "it sends https:// requests to the proxy without a tunnel" : null;
  return usesProxy(chosen.name, location, why);
}
