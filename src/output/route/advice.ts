// What to change so that all client libraries take the same way: sentences, from what parted them.

import type { Agreement } from "../../settings/client-route/agreement.ts";
import { isLoopback } from "../../settings/client-route/go.ts";
import { counts, type ReadRoute } from "../../settings/client-route/index.ts";

/** One sentence each. Where entries are proposed, they end their sentence. */
export function adviceOn(agreement: Agreement): string[] {
  const { routes, target, agree, spelling } = agreement;
  const counting = routes.filter((route) => counts(route, target.host));
  if (agree) return [agreed(counting[0])];
  return [
    ...emptied(counting),
    ...broken(counting.filter(({ route }) => route === "error")),
    ...(spelling === null ? [] : respelled(spelling, target.host)),
    ...unread(counting, target.host),
    ...severalProxies(counting),
  ];
}

function agreed(route: ReadRoute | undefined): string {
  if (route?.route === "error") return "No client library can use this configuration: correct the variable named.";
  if (route?.route === "proxy") return "Nothing to do: all client libraries go by the proxy.";
  const way = route?.entry === null ? "no proxy is set for it" : "NO_PROXY covers it";
  return `Nothing to do: all client libraries go direct (${way}).`;
}

function emptied(routes: ReadRoute[]): string[] {
  const covered = unique(routes.filter(({ entry }) => entry?.trim() === "").map(({ client }) => client));
  if (covered.length === 0) return [];
  return [
    `Take the empty entry (a comma too many) out of NO_PROXY and no_proxy: it covers every host for ${covered.join(", ")}.`,
  ];
}

function broken(routes: ReadRoute[]): string[] {
  const names = unique(routes.map(({ variable }) => variable ?? ""));
  if (names.length === 0) return [];
  return [`Correct ${names.join(" and ")}: the form is http://host:port, with nothing around it.`];
}

function respelled(
  { name, reach, entries, refused, sideEffects }: NonNullable<Agreement["spelling"]>,
  host: string,
): string[] {
  const what = reach === "domain" ? `${name} and all below it` : name;
  const unread = refused.length === 0 ? "" : ` (${refused.join(", ")} would still use the proxy)`;
  const beside = sideEffects
    .filter((effect) => reach === "domain" || !effect.host.startsWith("a."))
    .map((effect) => `${effect.host} too with ${withoutVersions(effect.clients)}`);
  return [
    `To reach ${what} directly with every client, write in both NO_PROXY and no_proxy, in lower case and without blanks${unread}: ${entries.join(",")}`,
    ...(beside.length === 0 ? [] : [`That sends direct ${beside.join("; ")}.`]),
    `To use the proxy for ${host}, take the entry out of both.`,
  ];
}

function withoutVersions(clients: string[]): string {
  return unique(clients.map((client) => client.split(" ")[0] ?? "")).join(", ");
}

/** Clients that go direct though others use the proxy, by no entry: they read other variables, or cannot use this proxy. */
function unread(routes: ReadRoute[], host: string): string[] {
  const proxies = routes.flatMap(({ proxy }) => proxy ?? []);
  if (proxies.length === 0) return [];
  const direct = routes.filter(({ route, entry }) => route === "direct" && entry === null);
  const noHttps = proxies.every((proxy) => proxy.startsWith("https:"));
  const special = ({ client }: ReadRoute) => (client === "go" && isLoopback(host)) || (client === "grpc-js" && noHttps);
  const others = direct.filter((route) => !special(route));
  const names = unique(others.map(({ client, why }) => `${client}${why === null ? "" : ` (${why})`}`));
  return [
    ...(names.length === 0 ? [] : [`${names.join(", ")}: no proxy is found. ${SET_ALL}`]),
    ...(noHttps && direct.some(({ client }) => client === "grpc-js") ? [GRPC_BY_HTTPS] : []),
    ...(direct.some(({ client }) => client === "go") && isLoopback(host) ? [LOOPBACK] : []),
  ];
}

const SET_ALL =
  "Set HTTP_PROXY, HTTPS_PROXY and GRPC_PROXY, each in upper and lower case, to one and the same URL with its scheme.";
const GRPC_BY_HTTPS =
  "grpc-js uses no https:// proxy and goes direct: let its host (Pub/Sub) out directly, or give it an http:// proxy in grpc_proxy.";
const LOOPBACK = "Go never uses a proxy for the loopback: list the host in NO_PROXY and no_proxy for the others.";

function severalProxies(routes: ReadRoute[]): string[] {
  const proxies = unique(routes.flatMap(({ proxy }) => proxy ?? []));
  return proxies.length < 2
    ? []
    : [
        `The variables name ${proxies.length} proxies (${proxies.join(", ")}): each library reads another; let them name one.`,
      ];
}

function unique<T>(list: T[]): T[] {
  return [...new Set(list)];
}
