// Whether the client libraries take the same way to a target, and by which entries they part.

import type { ClientTarget, Variables } from "./client-route.ts";
import { clientRoutes, counts, type ReadRoute } from "./index.ts";
import { agreedSpelling, type Reach, type Spelling } from "./spelling.ts";

export interface Agreement {
  target: ClientTarget;
  routes: ReadRoute[];
  /** Every client that counts takes the same way, by the same proxy. */
  agree: boolean;
  /** Where an entry is read differently: what to write so that all of them go direct. */
  spelling: ({ name: string; reach: Reach } & Spelling) | null;
}

export function agreementOn(variables: Variables, target: ClientTarget): Agreement {
  const routes = clientRoutes(variables, target);
  const counting = routes.filter((route) => counts(route, target.host));
  const agree = new Set(counting.map(({ route, proxy }) => `${route} ${proxy}`)).size === 1;
  const entry = counting.find((route) => route.entry?.trim())?.entry ?? null;
  const parted = entry !== null && counting.some(({ route }) => route === "proxy");
  return { target, routes, agree, spelling: parted ? spellingFor(entry, target.host) : null };
}

/** An entry that names a domain above the host, or begins with a dot or star, was meant for the whole domain. */
function spellingFor(entry: string, host: string): Agreement["spelling"] {
  const name = entry
    .trim()
    .toLowerCase()
    .replace(/:\d+$/, "")
    .replace(/^\*?\.?/, "")
    .replace(/\.$/, "");
  const whole = host === name ? /^[*.]/.test(entry.trim()) : host.endsWith(`.${name}`) && name.includes(".");
  const subject: { name: string; reach: Reach } = whole ? { name, reach: "domain" } : { name: host, reach: "host" };
  return { ...subject, ...agreedSpelling(subject.name, subject.reach) };
}
