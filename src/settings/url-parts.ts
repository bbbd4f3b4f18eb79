// Takes a warehouse URL apart. Not by WHATWG URL: it refuses mistakes that we can explain, and its errors carry the whole input.

/** Ends with an error for the user: `why` must hold no piece of the URL. */
export type Fail = (why: string) => never;

export const ENCODE =
  'in a user, a password or a name, percent-encode "/" as %2F, "?" as %3F, "#" as %23, "@" as %40, "%" as %25';

export interface UrlParts {
  userInfo: string | null;
  /** host and port together, as written. */
  hostPort: string;
  host: string;
  /** Digits, hopefully; empty where the URL has none. */
  port: string;
  path: string;
  query: [name: string, value: string][];
}

/** Takes apart what follows `scheme://`; nothing is decoded. */
export function takeApart(rest: string, fail: Fail): UrlParts {
  const end = rest.search(/[/?#]/);
  const authority = end === -1 ? rest : rest.slice(0, end);
  const tail = end === -1 ? "" : rest.slice(end);
  // An "@" behind the authority means that a password with a raw "/", "?" or "#" was cut in two: it must not become a name.
  if (tail.includes("@") || tail.includes("#")) fail(`an "@" or "#" stands where none can: ${ENCODE}`);
  const at = authority.lastIndexOf("@");
  const hostPort = authority.slice(at + 1);
  const split = /^(\[[^\]]*\]|[^:[]*)(?::(.*))?$/s.exec(hostPort);
  if (!split) fail(`the host cannot be read: ${ENCODE}; an IPv6 address stands in [brackets]`);
  const [pathPart = "", ...queryParts] = tail.split("?");
  return {
    userInfo: at === -1 ? null : authority.slice(0, at),
    hostPort,
    host: split?.[1] ?? "",
    port: split?.[2] ?? "",
    path: pathPart.replace(/^\//, ""),
    query: queryParts
      .join("?")
      .split("&")
      .filter((pair) => pair !== "")
      .map((pair) => {
        const equals = pair.indexOf("=");
        return equals === -1 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
      }),
  };
}
