// Generated environments and targets: NO_PROXY lists that are near the target, variables in both cases, broken proxy URLs.

import type { ClientTarget, Variables } from "../../src/settings/client-route/client-route.ts";
import { type Random, randomOf } from "./random.ts";

export interface Case {
  variables: Variables;
  target: ClientTarget;
}

/** Hosts as WHATWG URL writes them. */
const HOSTS = [
  "example.com",
  "example.com",
  "sub.example.com",
  "a.b.example.com",
  "notexample.com",
  "example.com.other.test",
  "example.com.",
  "localhost",
  "127.0.0.1",
  "127.9.9.9",
  "0.0.0.0",
  "10.1.2.3",
  "10.1.2.3",
  "192.168.7.9",
  "::1",
  "fd00::5",
  "2001:db8::7:1",
  "::ffff:a01:203",
  "xn--bcher-kva.example",
  "acct.snowflakecomputing.com",
  "bigquery.googleapis.com",
  "x.ns.svc.cluster.local",
  "svc.cluster.local",
  "metadata",
  "foo-bar.test",
];

/** One host and port for each variable, so that the first connection tells which of them was read. */
export const PROXIES = {
  http_proxy: "http://lower-http.corp.test:3101",
  HTTP_PROXY: "http://upper-http.corp.test:3102",
  https_proxy: "http://lower-https.corp.test:3103",
  HTTPS_PROXY: "http://upper-https.corp.test:3104",
  grpc_proxy: "http://lower-grpc.corp.test:3105",
  GRPC_PROXY: "http://upper-grpc.corp.test:3106",
  all_proxy: "http://lower-all.corp.test:3107",
  ALL_PROXY: "http://upper-all.corp.test:3108",
} as const;

/** Values of a proxy variable that are broken, or that only some libraries take; every one of them was found in the wild. */
export const ODD_PROXIES = [
  "",
  "odd.corp.test:3128",
  "10.9.8.7:3128",
  '"http://odd.corp.test:3128"',
  "'http://odd.corp.test:3128'",
  "http://odd.corp.test:3128 ",
  " http://odd.corp.test:3128",
  "http://odd.corp.test:3128\r",
  "http://odd.corp.test:3128\n",
  "https://odd.corp.test:3129",
  "http://odd.corp.test",
  "https://odd.corp.test",
  "http://odd.corp.test:3128/",
  "http://odd.corp.test:3128/path",
  "http://ana:secret@odd.corp.test:3128",
  "http://ana@odd.corp.test:3128",
  "http://odd.corp.test:99999",
  "http://:3128",
  "://odd.corp.test:3128",
  "://:0",
  "http://",
  "HTTP://ODD.corp.test:3128",
  "foo://odd.corp.test:3128",
  "http:odd.corp.test:3128",
  "http://[fd00::99]:3128",
  "http://10.9.8.7:3128",
];

export interface Limits {
  /** Leave out what a reader of these values is not held to. */
  oddProxies?: readonly string[];
}

export function generate(seed: number, runs: number, { oddProxies = ODD_PROXIES }: Limits = {}): Case[] {
  const random = randomOf(seed);
  return Array.from({ length: runs }, () => {
    const target = targetOf(random);
    return { target, variables: { ...proxiesOf(random, oddProxies), ...noProxyOf(random, target) } };
  });
}

function targetOf(random: Random): ClientTarget {
  const scheme = random.oneIn(6) ? "http" : "https";
  const standard = scheme === "https" ? 443 : 80;
  return { scheme, host: random.pick(HOSTS), port: random.oneIn(5) ? random.pick([8443, 80, 443, 3000]) : standard };
}

function proxiesOf(random: Random, odd: readonly string[]): Variables {
  const names = Object.keys(PROXIES) as (keyof typeof PROXIES)[];
  // Mostly both cases of HTTP and HTTPS, so that NO_PROXY decides; else any variables, and any value.
  const usual = !random.oneIn(3);
  const chosen = names.filter((name) => (usual ? /^https?_proxy$/i.test(name) : random.oneIn(2)));
  const value = (name: keyof typeof PROXIES) => (random.oneIn(usual ? 40 : 5) ? random.pick(odd) : PROXIES[name]);
  return Object.fromEntries(chosen.map((name) => [name, value(name)]));
}

function noProxyOf(random: Random, target: ClientTarget): Variables {
  const list = listOf(random, target);
  const other = random.oneIn(3) ? "" : listOf(random, target);
  return random.pick<Variables>([
    { NO_PROXY: list, no_proxy: list },
    { NO_PROXY: list, no_proxy: list },
    { NO_PROXY: list, no_proxy: list },
    { NO_PROXY: list },
    { no_proxy: list },
    { NO_PROXY: list, no_proxy: other },
    { NO_PROXY: other, no_proxy: list },
    { no_grpc_proxy: list, no_proxy: other, NO_PROXY: other },
  ]);
}

function listOf(random: Random, target: ClientTarget): string {
  const entries = Array.from({ length: random.below(5) }, () => entryOf(random, target));
  const list = entries.join(random.pick([",", ",", ",", ",", ", ", " ", ";", "|", "\n", "\t", ",,", " , "]));
  return random.oneIn(25) ? `"${list}"` : list;
}

/** An entry that covers the target, nearly does, or has nothing to do with it. */
function entryOf(random: Random, target: ClientTarget): string {
  const { port } = target;
  const host = random.oneIn(5) ? random.pick(HOSTS) : target.host;
  const name = host.includes(":") ? random.pick([host, `[${host}]`]) : host;
  const parent = name.slice(name.indexOf(".") + 1);
  const base = random.pick([name, name, parent, parent, name.slice(2), name.replace(/\.$/, ""), `${name}.`]);
  const plain = random.pick([
    base,
    base,
    base,
    `.${base}`,
    `.${base}`,
    `*.${base}`,
    `*.${base}`,
    `*${base}`,
    `x${base}`,
  ]);
  return random.pick([
    plain,
    plain,
    plain,
    plain,
    plain.toUpperCase(),
    `${plain}:${random.pick([port, port, 443, 80, 9])}`,
    `${target.scheme}://${plain}`,
    ` ${plain}`,
    `${plain} `,
    `\t${plain}`,
    `${plain}\r`,
    `${plain}/${random.pick([0, 1, 8, 16, 24, 31, 32, 64, 96, 104, 128, 129])}`,
    `${plain}/x`,
    range(random, host),
    plain.replace(/\.[^.]*$/, ".*"),
    plain.replace(/^([^.]*)\./, ".*"),
    plain.replace("e", "[e]"),
    plain.replace("e", "?"),
    `^${plain}$`,
    `(${plain}`,
    plain.replace("xn--bcher-kva", "bücher"),
    random.pick([
      "",
      "",
      "*",
      "*",
      " ",
      ".",
      "*.",
      "**",
      "*:443",
      "/",
      "10/8",
      "10.1/16",
      "127.1",
      "0x7f.1",
      "012.1.2.3",
    ]),
  ]);
}

function range(random: Random, host: string): string {
  const low = host.replace(/\d+$/, "0");
  return random.pick([`${low}-${host}`, `${host}-${low}`, `${low} - ${host}`, `${host}/`, `${low}/8`, `${low}/24`]);
}
