// The three answers of a client library, each built in one place.

import type { ClientRoute, Variables } from "./client-route.ts";
import type { ProxyLocation } from "./proxy-location.ts";

/** A variable that has been chosen, with its value as written: never to be printed. */
export interface Chosen {
  name: string;
  value: string;
}

export function goesDirect(why: string | null = null): ClientRoute {
  return { route: "direct", proxy: null, variable: null, entry: null, noProxyVariable: null, why };
}

export function bypasses(entry: string, noProxyVariable: string, why: string | null = null): ClientRoute {
  return { ...goesDirect(why), entry, noProxyVariable };
}

export function usesProxy(variable: string, { scheme, host, port }: ProxyLocation, why: string | null = null) {
  const proxy = `${scheme}://${host.includes(":") ? `[${host}]` : host}:${port}`;
  return { ...goesDirect(why), route: "proxy", proxy, variable } satisfies ClientRoute;
}

export function breaks(variable: string, why: string): ClientRoute {
  return { ...goesDirect(why), route: "error", variable };
}

/** The first of the names that has a value: an empty one counts as not set. */
export function firstFilled(variables: Variables, ...names: string[]): Chosen | null {
  const name = names.find((each) => variables[each]);
  return name === undefined ? null : { name, value: variables[name] ?? "" };
}

/** The first of the names that is set, be it empty: an empty one hides those after it. */
export function firstSet(variables: Variables, ...names: string[]): Chosen | null {
  const name = names.find((each) => variables[each] !== undefined);
  return name === undefined ? null : { name, value: variables[name] ?? "" };
}
