// In the child: every name is looked up by the doctor, so that all checks of a run see the same addresses, and no name beyond the check's.

import dns, { type LookupAddress } from "node:dns";
import { isIP } from "node:net";
import type { Allowed, Found, Message } from "../library-job.ts";

/** The addresses that an allowed name was found to have, so far. */
export type Addresses = (host: string) => readonly string[];

type Callback = (error: Error | null, address?: string | LookupAddress[], family?: number) => void;

export function findNamesByParent(allowed: Allowed[], tell: (message: Message) => void): Addresses {
  const names = new Map<string, Promise<string[]>>();
  const known = new Map<string, string[]>();
  const waiting = new Map<string, { resolve: (all: string[]) => void; reject: (error: Error) => void }>();
  process.on("message", (found: Found) => {
    const asker = waiting.get(found.name);
    if (!asker) return;
    waiting.delete(found.name);
    if ("error" in found) return asker.reject(lookupError(found.name, found.error.code, found.error.message));
    known.set(found.name, found.addresses);
    asker.resolve(found.addresses);
  });
  const find = (host: string): Promise<string[]> => {
    if (isIP(host)) return Promise.resolve([host]);
    const name = host.toLowerCase().replace(/\.$/, "");
    if (!allowed.some((each) => each.host.toLowerCase() === name))
      return Promise.reject(lookupError(host, "ENOTFOUND", `getaddrinfo ENOTFOUND ${host} (not a host of this check)`));
    const asked = names.get(name);
    if (asked) return asked;
    const { promise, resolve, reject } = Promise.withResolvers<string[]>();
    names.set(name, promise);
    waiting.set(name, { resolve, reject });
    tell({ lookUp: name });
    return promise;
  };
  replaceLookup(find);
  return (host) => (isIP(host) ? [host] : (known.get(host.toLowerCase()) ?? []));
}

/** Of `dns` and `dns.promises`, which net.connect and the libraries ask anew for each connection. */
function replaceLookup(find: (host: string) => Promise<string[]>): void {
  const all = async (host: string): Promise<LookupAddress[]> =>
    (await find(host)).map((address) => ({ address, family: isIP(address) }));
  const lookup = (host: string, options: { all?: boolean; family?: number } | number | Callback, given?: Callback) => {
    const callback = (typeof options === "function" ? options : given)!;
    const wanted = typeof options === "object" ? options : { family: typeof options === "number" ? options : 0 };
    all(host).then(
      (found) => {
        const fitting = found.filter(({ family }) => !wanted.family || wanted.family === family);
        const [first] = fitting;
        if (!first) return callback(lookupError(host, "ENOTFOUND", `getaddrinfo ENOTFOUND ${host}`));
        if (wanted.all) callback(null, fitting);
        else callback(null, first.address, first.family);
      },
      (error: Error) => callback(error),
    );
  };
  const promised = async (host: string, options?: { all?: boolean }) => {
    const found = await all(host);
    return options?.all ? found : found[0];
  };
  Object.assign(dns, { lookup });
  Object.assign(dns.promises, { lookup: promised });
}

function lookupError(hostname: string, code: string, message: string): Error {
  return Object.assign(new Error(message), { code, syscall: "getaddrinfo", hostname });
}
